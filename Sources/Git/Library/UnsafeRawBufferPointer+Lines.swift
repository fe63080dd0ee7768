#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension UnsafeRawBufferPointer {
  /// Whether git takes the content for binary: a NUL among the first 8000 bytes (`buffer_is_binary` in git's
  /// xdiff-interface.c).
  var isBinary: Bool {
    guard let start = baseAddress else { return false }
    return memchr(start, 0, Swift.min(count, 8000)) != nil
  }

  /// How many lines there are, and the bytes of the longest, its line feed not counted.
  var lineExtent: (count: Int, longest: Int) {
    var lines = 0
    var longest = 0
    var position = 0
    while position < count, let start = baseAddress?.advanced(by: position) {
      let end = memchr(start, 0x0A, count - position).map { start.distance(to: UnsafeRawPointer($0)) }
      let length = end ?? count - position
      lines += 1
      longest = Swift.max(longest, length)
      position += length + 1
    }
    return (lines, longest)
  }
}
