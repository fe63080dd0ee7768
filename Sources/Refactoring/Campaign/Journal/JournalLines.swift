#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Goes through a file's lines in bounded memory, however long the file is.
enum JournalLines {
  /// Bytes of a line at the most.
  static let lineLimit = 1 << 20

  /// Hands over each whole line, without its line feed.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading, at the file's beginning.
  ///   - action: is given the line and the byte behind its line feed; false ends the reading.
  /// - Returns: whether bytes without a line feed stand at the end: a line that was never finished.
  /// - Throws: `RefactoringError` for trouble with the file, and for a line longer than the limit.
  static func forEach(
    in descriptor: Int32, named path: String, _ action: ([UInt8], Int) throws(RefactoringError) -> Bool
  ) throws(RefactoringError) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var line: [UInt8] = []
    var offset = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw RefactoringError(
          .folder, "the journal \(String(reflecting: path)) cannot be read: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return !line.isEmpty }
      var start = 0
      while let end = buffer[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
        line += buffer[start..<end]
        start = end + 1
        guard try action(line, offset + start) else { return false }
        line.removeAll(keepingCapacity: true)
      }
      line += buffer[start..<count]
      offset += count
      guard line.count <= lineLimit else {
        throw RefactoringError(
          .folder, "the journal \(String(reflecting: path)) holds a line of more than \(lineLimit >> 10) KiB")
      }
    }
  }
}
