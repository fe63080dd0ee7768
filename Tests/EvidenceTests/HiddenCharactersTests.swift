import Evidence
import SourceText
import Testing

@Suite struct HiddenCharactersTests {
  static let fires: [(Example, Severity, String)] = [
    (Example("a.swift", "+let a = \"\u{202E}x\""), .high, "U+202E (bidirectional)"),
    (Example("a.swift", "+// \u{2066}x\u{2069}"), .high, "U+2066 (bidirectional), U+2069 (bidirectional)"),
    (Example("a.md", "+hello\u{E0041}\u{E0042}"), .high, "U+E0041 (tag), U+E0042 (tag)"),
    (Example("a.md", "+😀\u{E0101}\u{E0102}"), .high, "U+E0101 (variation selector)"),
    (Example("a.js", "+const a\u{200B}b = 1"), .medium, "U+200B (zero-width)"),
    (Example("a.js", "+const \u{3164} = 1"), .medium, "U+3164 (zero-width)"),
    (Example("a.js", "+let admin\u{200D} = 1"), .medium, "U+200D (zero-width)"),
    (Example("a.txt", " first\n+\u{FEFF}second"), .medium, "U+FEFF (zero-width)"),
    (Example("a.sh", "+echo \u{1B}[2J"), .medium, "U+001B (control)"),
    (Example("tests/a.sh", "+echo \u{1B}[2J"), .medium, "U+001B (control)"),
    (Example("tests/a.txt", "+\u{1B}[2J\u{202E}"), .high, "U+202E (bidirectional)"),
    (Example("a.sh", "+rm -rf x\recho ok"), .medium, "U+000D (control)"),
    (Example("a.swift", "+let a\u{AD}b = 1"), .medium, "U+00AD (zero-width)"),
    (Example("a.txt", "+x\u{200E}y"), .high, "U+200E (bidirectional)"),
  ]

  static let quiet = [
    Example("a.swift", "+let a = \"é 漢字 😀\"\t\n+\u{0C}"),
    Example("a.txt", "+\u{FEFF}first line", kind: .added),
    Example("a.txt", "+dos\r"),
    Example("tests/output.txt", "+\u{1B}[1mbold\u{1B}[0m"),
    Example("dist/a.min.js", "+let a = '\u{1B}'"),
    Example("a.md", "+family 👨‍👩‍👧 and ❤️‍🔥, 👩🏽‍🚀, England 🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    Example("fa.json", "+\"می\u{200C}خواهم\""),
    Example("hi.json", "+\"क्\u{200D}ष\""),
    Example("he.md", "+שלום\u{200F}!"),
    Example("ja.md", "+葛\u{E0100}城"),
    Example("a.md", "+hyphen\u{AD}ated"),
    Example("a.swift", " let a\u{200B}b = 1\n-let \u{202E}c = 2\n+let d = 3"),
  ]

  @Test(arguments: fires)
  func `a hidden character is named`(_ example: Example, _ severity: Severity, _ words: String) throws {
    let findings = try example.findings(of: HiddenCharacters())
    try #require(findings.count == 1)
    #expect(findings[0].severity == severity)
    #expect(findings[0].explanation.contains(words))
    #expect(findings[0].explanation.unicodeScalars.allSatisfy { $0.isASCII })
  }

  @Test(arguments: quiet) func `a character that the text needs is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: HiddenCharacters()).isEmpty)
  }
}
