internal import CSandbox
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Puts single files in place: a file is what it was or what it shall be, never in between.
///
/// The content is written beside, synced, and renamed over the old; what reads the path meanwhile sees one or the other.
struct FileWriter {
  let root: RootFolder
  let run: RunID

  /// Puts a content at a path, and makes the folders that it needs.
  ///
  /// - Parameter expected: what must be there now, nil for nothing; looked at as late as possible.
  /// - Throws: `EditingError`, with code `.conflict` when something else is there; the path then is as it was.
  func put(_ bytes: [UInt8], _ state: FileState, at path: RelativePath, over expected: FileState?) throws(EditingError)
  {
    try place(try staged(bytes, state, for: path), at: path, over: expected)
  }

  /// Writes a content beside the path that it is for, and makes the folders that it needs.
  ///
  /// - Returns: the name of the temporary file, which lies on the disk.
  func staged(_ bytes: [UInt8], _ state: FileState, for path: RelativePath) throws(EditingError) -> String {
    let folder = try attempt("make the folder of", path) { () throws(SystemFault) in try folderMade(path.parent) }
    let name = run.temporaryPrefix + RunID.randomDigits(count: 12)
    do {
      try attempt("write", path) { () throws(SystemFault) in try write(bytes, state, as: name, in: folder) }
    } catch {
      try? folder.remove(name)
      throw error
    }
    return name
  }

  /// Puts a temporary file in its place.
  ///
  /// - Parameter expected: what must be there now, nil for nothing; looked at as late as possible.
  /// - Throws: `EditingError`, with code `.conflict` when something else is there; the path then is as it was.
  func place(_ name: String, at path: RelativePath, over expected: FileState?) throws(EditingError) {
    let folder = try attempt("open the folder of", path) { () throws(SystemFault) in try root.folder(path.parent) }
    do {
      try check(expected, at: path, in: folder)
      try attempt("put in place", path) { () throws(SystemFault) in
        try rename(name, to: path.name, in: folder, isNew: expected == nil)
      }
    } catch {
      try? folder.remove(name)
      throw error
    }
    try attempt("sync the folder of", path) { () throws(SystemFault) in try folder.synchronize() }
  }

  /// Removes a file.
  ///
  /// - Parameter expected: what must be there now.
  func remove(_ path: RelativePath, expecting expected: FileState) throws(EditingError) {
    let folder = try attempt("open the folder of", path) { () throws(SystemFault) in try root.folder(path.parent) }
    try check(expected, at: path, in: folder)
    try attempt("remove", path) { () throws(SystemFault) in
      try folder.remove(path.name)
      try folder.synchronize()
    }
  }

  /// Removes a folder if it is there and empty.
  func removeIfEmpty(_ path: RelativePath) throws(EditingError) {
    try attempt("remove the folder", path) { () throws(SystemFault) in
      try tolerating(ENOENT, ENOTEMPTY, EEXIST, ENOTDIR) { () throws(SystemFault) in
        let folder = try root.folder(path.parent)
        // A read-only disk would not say that there is nothing to remove.
        guard try folder.status(of: path.name) != nil else { return }
        try uninterrupted { unlinkat(folder.number, path.name, AT_REMOVEDIR) }
        try folder.synchronize()
      }
    }
  }

  /// Removes what this run left beside the files of a folder.
  ///
  /// - Returns: how many files that were.
  func removeTemporaryFiles(in path: RelativePath?) throws(EditingError) -> Int {
    do {
      let folder = try root.folder(path)
      var count = 0
      for name in try folder.names(limit: .max).compactMap(\.text) where name.hasPrefix(run.temporaryPrefix) {
        try folder.remove(name)
        count += 1
      }
      if count > 0 { try folder.synchronize() }
      return count
    } catch {
      // Where a folder is gone, or a link has taken its place, nothing of ours is.
      if error.isAbsence || error.isOutside { return 0 }
      throw error.error("clear up in", path?.string ?? root.path)
    }
  }

  /// Folders on the way to a path that are not there, a folder before those in it.
  func missingFolders(for path: RelativePath) throws(EditingError) -> [RelativePath] {
    var missing: [RelativePath] = []
    var next = path.parent
    while let folder = next {
      do {
        _ = try root.folder(folder)
        break
      } catch {
        guard error.isAbsence else { throw error.error("open the folder", folder.string) }
        missing.append(folder)
      }
      next = folder.parent
    }
    return missing.reversed()
  }

  private func folderMade(_ path: RelativePath?) throws(SystemFault) -> OwnedDescriptor {
    guard let path else { return try root.folder(nil) }
    do {
      return try root.folder(path)
    } catch {
      guard error.isAbsence else { throw error }
    }
    let above = try folderMade(path.parent)
    try tolerating(EEXIST) { () throws(SystemFault) in
      try uninterrupted { mkdirat(above.number, path.name, 0o777) }
    }
    try above.synchronize()
    return try root.folder(path)
  }

  private func write(
    _ bytes: [UInt8], _ state: FileState, as name: String, in folder: borrowing OwnedDescriptor
  ) throws(SystemFault) {
    // A file that takes another's place is nobody else's to read until it has the other's mode.
    let isNew = state.owner == nil
    let file = try folder.opened(name, O_WRONLY | O_CREAT | O_EXCL, mode: isNew ? mode_t(state.mode & 0o777) : 0o600)
    try file.write(bytes)
    if let owner = state.owner, let group = state.group {
      let status = try file.status()
      if status.st_uid != owner || status.st_gid != group { try uninterrupted { fchown(file.number, owner, group) } }
      // After the owner, with whom the system takes some bits away.
      try uninterrupted { fchmod(file.number, mode_t(state.mode)) }
    }
    try file.synchronize()
  }

  private func rename(
    _ name: String, to target: String, in folder: borrowing OwnedDescriptor, isNew: Bool
  ) throws(SystemFault) {
    let number = folder.number
    guard isNew else {
      try uninterrupted { renameat(number, name, number, target) }
      return
    }
    do {
      try uninterrupted { fulcrum_rename_without_replacing(number, name, number, target) }
    } catch {
      guard [ENOSYS, EINVAL, ENOTSUP].contains(error.code) else { throw error }
      // A second name is the other way to fail when the name is taken.
      try uninterrupted { linkat(number, name, number, target, 0) }
      try folder.remove(name)
    }
  }

  private func check(
    _ expected: FileState?, at path: RelativePath, in folder: borrowing OwnedDescriptor
  ) throws(EditingError) {
    let entry = try attempt("read", path) { () throws(SystemFault) in
      try root.entry(path.name, in: folder, limit: expected?.size ?? 0)
    }
    guard FileState.matches(expected, entry) else {
      throw EditingError(.conflict, "\(quoted(path.string)) was changed by somebody else meanwhile")
    }
  }

  private func attempt<Result: ~Copyable>(
    _ what: String, _ path: RelativePath, _ action: () throws(SystemFault) -> Result
  ) throws(EditingError) -> Result {
    do {
      return try action()
    } catch {
      throw error.error(what, path.string)
    }
  }
}
