#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// By what a file on the disk is taken for changed.
struct FileStamp: Hashable {
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  /// - Parameter path: the file's absolute path; a link is not followed.
  init?(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    seconds = Int(time.tv_sec)
    nanoseconds = Int(time.tv_nsec)
  }
}
