import SourceText
import Testing

struct TextLinesTests {
  @Test(
    arguments: [
      ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("\n\n", ["", "", ""]), ("a\r\nb\rc", ["a\r", "b\rc"]),
      ("é\n\u{301}x\n😀", ["é", "\u{301}x", "😀"]), ("a\u{2028}b\u{85}c\n", ["a\u{2028}b\u{85}c", ""]),
    ] as [(String, [String])])
  func `a text is split at its line feeds alone`(text: String, lines: [String]) {
    // By bytes: to Swift two forms of one letter are equal.
    #expect(TextLines.split(text).map { Array($0.utf8) } == lines.map { Array($0.utf8) })
    let part = "(\(text))".dropFirst().dropLast()
    if part.utf8.count == text.utf8.count {
      #expect(TextLines.split(part).map { Array($0.utf8) } == lines.map { Array($0.utf8) })
    }
  }

  @Test(
    arguments: [([], false), ([1, 0], true), ([UInt8](repeating: 1, count: 8000) + [0], false)] as [([UInt8], Bool)])
  func `a NUL among the first bytes is what no text has`(bytes: [UInt8], isBinary: Bool) {
    #expect(BinaryContent.isLikely(bytes) == isBinary)
    #expect(BinaryContent.isLikely(bytes[...]) == isBinary)
    #expect(BinaryContent.isLikely(bytes.lazy.map { $0 }) == isBinary)
  }
}
