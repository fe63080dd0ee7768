/// The lines of a text that may come from anywhere.
package enum TextLines {
  /// The pieces between the line feeds, as they are; a carriage return stays at the end of its line.
  ///
  /// Split by bytes: to Swift a carriage return and a line feed are one character, which is no line feed.
  package static func split(_ text: some StringProtocol) -> [Substring] {
    var text = String(text)
    text.makeContiguousUTF8()
    let ends = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    }
    var lines: [Substring] = []
    var start = text.startIndex
    for offset in ends ?? [] {
      let end = text.utf8.index(text.startIndex, offsetBy: offset)
      lines.append(text[start..<end])
      start = text.utf8.index(after: end)
    }
    lines.append(text[start...])
    return lines
  }
}
