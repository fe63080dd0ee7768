/// The lines of some text as places in its bytes.
///
/// A carriage return before a line feed belongs to the line's end; a byte order mark at the beginning belongs to no line.
struct SourceLines {
  struct Line {
    /// Without its end.
    var content: Range<Int>

    /// Behind its end.
    var end: Int
  }

  let bytes: [UInt8]
  let lines: [Line]

  /// Whether there are lines and each but perhaps the last ends with a carriage return and a line feed.
  let usesCarriageReturns: Bool

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [Line] = []
    var (pairs, feeds) = (0, 0)
    var start = bytes.starts(with: Self.mark) ? Self.mark.count : 0
    for index in bytes.indices.dropFirst(start) where bytes[index] == UInt8(ascii: "\n") {
      let isPair = index > start && bytes[index - 1] == UInt8(ascii: "\r")
      lines.append(Line(content: start..<(isPair ? index - 1 : index), end: index + 1))
      feeds += 1
      if isPair { pairs += 1 }
      start = index + 1
    }
    if start < bytes.count { lines.append(Line(content: start..<bytes.count, end: bytes.count)) }
    self.lines = lines
    usesCarriageReturns = feeds > 0 && pairs == feeds
  }

  /// Whether the last line has an end.
  var endsWithLineEnd: Bool { lines.last.map { $0.content.upperBound < $0.end } ?? true }

  /// What stands at the end of a line; what most lines have where it has none.
  func lineEnd(of index: Int) -> [UInt8] {
    if lines.indices.contains(index), lines[index].content.upperBound < lines[index].end {
      return Array(bytes[lines[index].content.upperBound..<lines[index].end])
    }
    return Array((usesCarriageReturns ? "\r\n" : "\n").utf8)
  }

  func content(of index: Int) -> ArraySlice<UInt8> { bytes[lines[index].content] }

  /// The number of the line that a byte is in, counted from 1.
  func lineNumber(at offset: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return min(low + 1, max(1, lines.count))
  }
}
