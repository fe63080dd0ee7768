internal import CLibgit2
internal import SourceText

/// Decides, for each changed file that libgit2 comes upon, whether it goes into the diff.
///
/// What is turned away here is never read: neither for the search for renames nor for its lines. Of a file that is only
/// too large it is still known that it changed, and how large it is.
final class DeltaGate {
  /// How many changed files are looked at before the comparison is given up.
  static let mostDeltas = 1_000_000

  private let objects: Handle<ObjectDatabaseResource>
  private let isPartialClone: Bool
  private let limits: DiffLimits

  private(set) var addedCount = 0
  private(set) var deletedCount = 0
  private(set) var isOverrun = false

  /// The files that are too large to be read.
  private(set) var oversized: [FileChange] = []

  private var omissions: [Omission] = []
  private var fileCount: FileCount

  init(objects: consuming Handle<ObjectDatabaseResource>, isPartialClone: Bool, limits: DiffLimits) {
    self.objects = objects
    self.isPartialClone = isPartialClone
    self.limits = limits
    fileCount = FileCount(limit: limits.files)
  }

  /// What was turned away, and why.
  var allOmissions: [Omission] { omissions + [fileCount.omission].compactMap { $0 } }

  /// Answers libgit2: 0 takes the file in, 1 leaves it out, and a negative number ends the comparison.
  func verdict(on delta: git_diff_delta) -> Int32 {
    guard fileCount.count < Self.mostDeltas else {
      isOverrun = true
      return GIT_EUSER.rawValue
    }
    let text: UnsafePointer<CChar>? = delta.new_file.path ?? delta.old_file.path
    guard let text, fileCount.admits(String(cString: text)) else { return 1 }
    if let reason = fault(of: delta, at: text) {
      omissions.append(Omission(path: String(cString: text), reason: reason))
      return 1
    }
    if let size = [delta.old_file, delta.new_file].compactMap(size).max(), size > limits.fileSize {
      let reason = "\(size) bytes, more than the limit of \(limits.fileSize)"
      omissions.append(Omission(path: String(cString: text), reason: reason))
      if let path = RelativePath(libraryPath: text) { oversized.append(change(at: path, delta)) }
      return 1
    }
    if delta.status == GIT_DELTA_ADDED { addedCount += 1 }
    if delta.status == GIT_DELTA_DELETED { deletedCount += 1 }
    return 0
  }

  private func fault(of delta: git_diff_delta, at text: UnsafePointer<CChar>) -> String? {
    if let fault = RelativePath.fault(inLibraryPath: text) { return fault }
    if delta.status == GIT_DELTA_CONFLICTED { return "the index holds an unresolved merge conflict" }
    return fault(of: delta.old_file) ?? fault(of: delta.new_file)
  }

  private func fault(of file: git_diff_file) -> String? {
    guard file.mode != 0, UInt32(file.mode) != FileMode.submodule.rawValue else { return nil }
    do throws(LibraryFailure) {
      _ = try objects.header(of: file.id)
      return nil
    } catch {
      let id = (try? ObjectID(file.id))?.hexadecimal ?? "?"
      guard error.isNotFound else { return "the blob \(id) cannot be read: \(quoted(error.message))" }
      return isPartialClone
        ? "the blob \(id) was left out of this partial clone, and libgit2 cannot fetch it"
        : "the blob \(id) is missing from the repository"
    }
  }

  private func size(_ file: git_diff_file) -> Int? {
    guard file.mode != 0, UInt32(file.mode) != FileMode.submodule.rawValue else { return nil }
    return try? objects.header(of: file.id).size
  }

  private func change(at path: RelativePath, _ delta: git_diff_delta) -> FileChange {
    FileChange(
      kind: FileChange.Kind(delta.status), path: path,
      old: FileChange.Version(delta.old_file, size: size(delta.old_file)),
      new: FileChange.Version(delta.new_file, size: size(delta.new_file)))
  }
}
