#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Files that the user names: read whole, within a limit.
enum CampaignFile {
  /// The file's bytes.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - limit: bytes; a longer file is refused.
  /// - Throws: `RefactoringError` for what is not there, no regular file, too long or cannot be read.
  static func bytes(of path: String, limit: Int) throws(RefactoringError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw fault(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw fault(path, "it is no regular file")
    }
    guard status.st_size <= limit else { throw fault(path, "it is longer than \(limit >> 10) KiB") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size))
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault(path, String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
    }
    throw fault(path, "it is longer than \(limit >> 10) KiB")
  }

  /// The file as text.
  ///
  /// - Throws: `RefactoringError`, also for what is no UTF-8.
  static func text(of path: String, limit: Int) throws(RefactoringError) -> String {
    guard let text = String(validating: try bytes(of: path, limit: limit), as: UTF8.self) else {
      throw fault(path, "it is no UTF-8 text")
    }
    return text
  }

  /// A file that the kernel makes up while it is read, whose length nobody knows before.
  static func kernelBytes(of path: String) throws(RefactoringError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw fault(path, String(cString: strerror(errno))) }
    return Array(buffer.prefix(count))
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) { unlink(path) }

  private static func fault(_ path: String, _ reason: String) -> RefactoringError {
    RefactoringError(.recipe, "\(String(reflecting: path)) cannot be read: \(reason)")
  }
}
