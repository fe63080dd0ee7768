internal import CSandbox
internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Waits until what was written into a repository lies on the disk.
///
/// libgit2 and git wait for the files that they write, and libgit2 for the folder of each. Nobody waits for the folders that
/// are made on the way, nor for an object that was there already: by default git itself waits for packs alone
/// (`core.fsync`). So whoever needs an object or a reference waits for all of it here.
struct RepositoryDisk {
  let location: RepositoryLocation

  /// Waits for objects and the folders that name them; packs, and what lies in another repository, count as durable.
  ///
  /// - Throws: `GitError` with code `.notWritable` when the system could not write one of them.
  func synchronize(_ ids: [ObjectID]) throws(GitError) {
    let root = "\(location.commonFolder)/objects"
    var folders: Set<String> = []
    var seen: Set<ObjectID> = []
    // In order, so that each run makes the same system calls.
    for id in ids where seen.insert(id).inserted {
      let folder = "\(root)/\(id.hexadecimal.prefix(2))"
      if try isSynchronized("\(folder)/\(id.hexadecimal.dropFirst(2))", "an object") { folders.insert(folder) }
    }
    if folders.isEmpty { return }
    for folder in folders.sorted() + [root] { _ = try isSynchronized(folder, "an object") }
  }

  /// Waits for the folders in which a reference was made, moved or deleted; for its content whoever wrote it has waited.
  ///
  /// - Parameter name: the reference's full name.
  /// - Throws: as above.
  func synchronize(reference name: String) throws(GitError) {
    var folders = [location.commonFolder, "\(location.commonFolder)/reftable"]
    var folder = location.commonFolder
    for component in name.split(separator: "/").dropLast() {
      folder += "/\(component)"
      folders.append(folder)
    }
    for folder in folders.reversed() { _ = try isSynchronized(folder, "the reference \(quoted(name))") }
  }

  /// Waits for a file or a folder.
  ///
  /// - Returns: false when it is not there.
  private func isSynchronized(_ path: String, _ what: String) throws(GitError) -> Bool {
    let descriptor = repeated { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else {
      // In a repository with reftables a file stands in the place of a folder.
      if errno == ENOENT || errno == ENOTDIR { return false }
      throw fault(path, what)
    }
    defer { close(descriptor) }
    guard repeated({ fulcrum_sync(descriptor) }) == 0 else { throw fault(path, what) }
    return true
  }

  private func fault(_ path: String, _ what: String) -> GitError {
    .notWritable(what, "\(path) cannot be written to the disk: \(String(cString: strerror(errno)))", location)
  }

  /// Makes a system call again for as long as a signal interrupts it.
  private func repeated(_ call: () -> Int32) -> Int32 {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
