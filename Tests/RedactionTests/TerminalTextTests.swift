import Redaction
import Testing

@Suite struct TerminalTextTests {
  @Test func `no hidden character survives, over all of Unicode`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a" + String(scalar) + "b"
      let escaped = TerminalText.escaped(text)
      if HiddenCharacter(scalar) == nil {
        #expect(escaped == text)
      } else {
        #expect(escaped.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }, "\(value)")
      }
    }
  }

  /// Unicode's own properties are the standard that the table is held to.
  @Test func `the table holds what Unicode calls control, bidirectional, ignorable and separator`() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), !["\t", "\n", "\u{FE0E}", "\u{FE0F}"].contains(scalar) else { continue }
      let properties = scalar.properties
      let isHidden =
        properties.isDefaultIgnorableCodePoint || properties.isBidiControl
        || [.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
      let isAnnotation = (0xFFF9...0xFFFB).contains(value)
      #expect((HiddenCharacter(scalar) != nil) == (isHidden || isAnnotation), "U+\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    ("\u{1B}]0;title\u{07}", "\\x1b]0;title\\x07"),
    ("a\rb", "a\\rb"),
    ("a\u{202E}b", "a\\u{202E}b"),
    ("\u{9B}31m", "\\u{9B}31m"),
    ("\u{E0041}", "\\u{E0041}"),
    ("line\n\ttabbed é 漢 😀", "line\n\ttabbed é 漢 😀"),
    ("", ""),
  ])
  func `hidden characters become visible, all else stays`(_ text: String, _ expected: String) {
    #expect(TerminalText.escaped(text) == expected)
    #expect(TerminalText.escaped(expected) == expected)
  }

  @Test func `newlines go when asked`() {
    #expect(TerminalText.escaped("a\n\tb", keepingNewlines: false) == "a\\n\\tb")
  }

  @Test func `a single line is cut to its limit and never inside an escape`() {
    #expect(TerminalText.singleLine("a\nb") == "a\\nb")
    #expect(TerminalText.singleLine("abcdef", limit: 6) == "abcdef")
    #expect(TerminalText.singleLine("abcdefg", limit: 6) == "abcde…")
    #expect(TerminalText.singleLine("abc\u{202E}def", limit: 6) == "abc…")
    #expect(TerminalText.singleLine("abc", limit: 0) == "…")
    #expect(TerminalText.singleLine("abc", limit: 1) == "…")
    for limit in 1...40 {
      let text = TerminalText.singleLine(String(repeating: "x\u{1B}é\n", count: 1000), limit: limit)
      #expect(text.unicodeScalars.count <= limit)
    }
  }
}
