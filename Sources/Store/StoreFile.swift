#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The place of the store: a folder and a file in it that only their owner can read.
struct StoreFile: Sendable {
  static let name = "store.sqlite"

  let folder: String

  var path: String { "\(folder)/\(Self.name)" }

  /// Whether there is something to open.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Makes the folder and an empty file where they are missing, and takes others' rights away where they have some.
  ///
  /// SQLite gives the files beside it the rights of this one. A file that is there is not opened here: closing it would
  /// drop the locks that another connection of this process holds.
  func prepare() throws(StoreError) {
    guard folder.hasPrefix("/") else { throw fault("is not in an absolute folder") }
    try makeFolders()
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw fault("is not in a folder") }
    if status.st_mode & 0o077 != 0, chmod(folder, 0o700) != 0 {
      throw failure("is in a folder that others may read, and that cannot be changed")
    }
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else { throw fault("is not a regular file") }
      if status.st_mode & 0o077 != 0, chmod(path, 0o600) != 0 {
        throw failure("can be read by others, and that cannot be changed")
      }
      return
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      // Another program was faster.
      if errno == EEXIST { return }
      throw failure("cannot be made")
    }
    close(descriptor)
  }

  private func makeFolders() throws(StoreError) {
    var ending = folder.startIndex
    while ending < folder.endIndex {
      ending = folder[folder.index(after: ending)...].firstIndex(of: "/") ?? folder.endIndex
      guard mkdir(String(folder[..<ending]), 0o700) == 0 || errno == EEXIST || errno == EISDIR || errno == EROFS else {
        throw failure("is in a folder that cannot be made")
      }
    }
  }

  func fault(_ what: String) -> StoreError {
    StoreError(.unavailable, "the store \(String(reflecting: path)) \(what)")
  }

  private func failure(_ what: String) -> StoreError { fault("\(what): \(String(cString: strerror(errno)))") }
}
