/// The lines of a text, to go from places as a server counts them to bytes and back.
///
/// Lines end with LF, CRLF or CR, as the protocol has it.
package struct PositionMap: Sendable {
  package let bytes: [UInt8]

  /// Where each line begins.
  private let starts: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      let isReturn = byte == UInt8(ascii: "\r") && (index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n"))
      if byte == UInt8(ascii: "\n") || isReturn { starts.append(index + 1) }
    }
    self.starts = starts
  }

  /// The bytes of a line without its end.
  ///
  /// - Parameter line: counted from 0.
  package func range(ofLine line: Int) -> Range<Int>? {
    guard starts.indices.contains(line) else { return nil }
    let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    var last = end
    while last > starts[line], bytes[last - 1] == UInt8(ascii: "\n") || bytes[last - 1] == UInt8(ascii: "\r") {
      last -= 1
    }
    return starts[line]..<last
  }

  /// The byte at a place; a place behind the end of its line is the end.
  ///
  /// - Returns: nil for a line that is not there, or a place within a character.
  package func offset(of position: ProtocolPosition, _ encoding: PositionEncoding) -> Int? {
    guard position.line >= 0, position.character >= 0 else { return nil }
    // Whole texts are replaced up to the line behind the last.
    if position.line == starts.count, position.character == 0 { return bytes.count }
    guard let line = range(ofLine: position.line) else { return nil }
    var (index, units) = (line.lowerBound, 0)
    while index < line.upperBound, units < position.character {
      units += encoding.units(ofLeading: bytes[index])
      index += 1
      while index < line.upperBound, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }
    return units > position.character ? nil : index
  }

  /// The bytes of a range; nil where one of its ends is not there.
  package func offsets(of range: ProtocolRange, _ encoding: PositionEncoding) -> Range<Int>? {
    guard let start = offset(of: range.start, encoding), let end = offset(of: range.end, encoding), start <= end else {
      return nil
    }
    return start..<end
  }

  /// The place of a byte; of one behind the end, the end.
  package func position(at offset: Int, _ encoding: PositionEncoding) -> ProtocolPosition {
    let offset = min(max(0, offset), bytes.count)
    let line = line(at: offset)
    var units = 0
    for index in starts[line]..<offset where bytes[index] & 0xC0 != 0x80 {
      units += encoding.units(ofLeading: bytes[index])
    }
    return ProtocolPosition(line: line, character: units)
  }

  /// The line that holds a byte, from 0.
  package func line(at offset: Int) -> Int {
    var (low, high) = (0, starts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
