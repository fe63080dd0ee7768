/// How the lines of a text end.
package enum LineEnd: Hashable, Sendable {
  case lineFeed
  case carriageReturnLineFeed

  /// The kind that most lines of a text have; a line feed when there are no lines or as many of either.
  package init(of bytes: [UInt8]) {
    var (all, long) = (0, 0)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      all += 1
      if index > 0, bytes[index - 1] == UInt8(ascii: "\r") { long += 1 }
    }
    self = long * 2 > all ? .carriageReturnLineFeed : .lineFeed
  }

  /// The text with all its line ends of this kind, for replacements that come from a model.
  package func adapted(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      let isPair = byte == UInt8(ascii: "\r") && index + 1 < text.count && text[index + 1] == UInt8(ascii: "\n")
      if isPair { continue }
      if byte == UInt8(ascii: "\n"), self == .carriageReturnLineFeed { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
    }
    return result
  }
}
