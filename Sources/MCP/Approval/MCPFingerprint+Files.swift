internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

extension MCPFingerprint {
  /// Bytes that are read at once.
  private static let pieceSize = 1 << 20

  /// Adds the content of a file, as it is now.
  ///
  /// - Parameter path: an absolute path; links are followed.
  /// - Returns: false when it is no file that can be read.
  package mutating func add(file path: String) -> Bool {
    // Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    var pieces: [String] = []
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return false }
      if count == 0 { break }
      pieces.append(ContentHash(of: buffer.prefix(count)).hexadecimal)
    }
    add(Part(.file, path), pieces)
    return true
  }
}
