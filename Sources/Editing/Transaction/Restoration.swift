internal import SourceText

/// Puts the files of one run back to what they were, as far as they still are what the run made of them.
struct Restoration {
  let root: RootFolder
  let intent: JournalRecord.Intent

  private var writer: FileWriter { FileWriter(root: root, run: intent.run) }

  /// What there is to do for the files of the run.
  struct Work {
    /// What holds what the run put there.
    var files: [JournalRecord.File] = []

    /// What is neither.
    var left: [SkippedFile] = []
  }

  /// Looks at each file.
  func work() throws(EditingError) -> Work {
    var work = Work()
    guard root.identity.inode == intent.identity.inode else {
      work.left = intent.files.map { SkippedFile($0.path, .conflict, "the folder is not the one that was changed") }
      return work
    }
    for file in intent.files {
      do {
        let entry = try root.entry(at: file.path, limit: max(file.old?.size ?? 0, file.new?.size ?? 0))
        if FileState.matches(file.old, entry) { continue }
        if FileState.matches(file.new, entry) {
          work.files.append(file)
        } else {
          work.left.append(SkippedFile(file.path, .conflict, "it was changed since by somebody else"))
        }
      } catch {
        guard error.code == .outside else { throw error }
        work.left.append(SkippedFile(file.path, .outside, "a link or a file has taken the place of its folder"))
      }
    }
    return work
  }

  /// Puts the files back, first those that come back, then away with those that were new.
  ///
  /// - Parameter contents: the old contents by path.
  /// - Returns: what was left alone after all.
  /// - Throws: `EditingError`, the first one, after all files were tried.
  func putBack(_ files: [JournalRecord.File], _ contents: [RelativePath: [UInt8]]) throws(EditingError) -> [SkippedFile]
  {
    var left: [SkippedFile] = []
    var failure: EditingError?
    func attempt(_ path: RelativePath?, _ action: () throws(EditingError) -> Void) {
      do {
        try action()
      } catch {
        if let path, error.code == .conflict {
          left.append(SkippedFile(path, .conflict, "it was changed since by somebody else"))
        } else if failure == nil {
          failure = error
        }
      }
    }
    for file in files {
      guard let old = file.old else { continue }
      guard let bytes = contents[file.path] else {
        left.append(SkippedFile(file.path, .conflict, "its old content is missing from the backup"))
        continue
      }
      attempt(file.path) { () throws(EditingError) in
        try writer.put(bytes, old, at: file.path, over: file.new)
      }
    }
    for file in files where file.old == nil {
      guard let new = file.new else { continue }
      attempt(file.path) { () throws(EditingError) in try writer.remove(file.path, expecting: new) }
    }
    for folder in intent.folders.reversed() {
      attempt(nil) { () throws(EditingError) in try writer.removeIfEmpty(folder) }
    }
    if let failure { throw failure }
    return left
  }

  /// Clears up what the run left beside its files.
  func removeTemporaryFiles() throws(EditingError) -> Int {
    guard root.identity.inode == intent.identity.inode else { return 0 }
    var count = 0
    for folder in Set(intent.files.map(\.path.parent)) { count += try writer.removeTemporaryFiles(in: folder) }
    return count
  }
}
