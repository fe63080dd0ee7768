import Evidence
import SourceText
import Testing

@Suite struct WhitespaceErrorTests {
  static let fires: [(Example, String)] = [
    (Example("a.swift", "+let a = 1 \n+let b = 2\t"), "white space at the end of a line (lines 1, 2)"),
    (Example("a.swift", "+   "), "white space at the end of a line (line 1)"),
    (Example("a.c", "+ \tint a;"), "a space before a tab (line 1)"),
    (Example("a.swift", " let a = 1\n+\n+"), "a blank line at the end of the file (lines 2, 3)"),
    (Example("a.swift", "+let a = 1\n+", kind: .added), "a blank line at the end of the file (line 2)"),
    (Example("a.md", "+one space \n+   "), "white space at the end of a line (lines 1, 2)"),
    (Example("a.txt", " unix\n+dos\r"), "a line end unlike the rest of the file (line 2)"),
    (Example("a.txt", " dos\r\n+unix"), "a line end unlike the rest of the file (line 2)"),
    (Example("a.txt", "+dos\r\n+unix", kind: .added), "a line end unlike the rest of the file (line 2)"),
    (Example("a.txt", " dos\r\n+dos \r"), "white space at the end of a line (line 2)"),
    (
      Example("a.txt", (1...9).map { "+line \($0) " }.joined(separator: "\n")),
      "white space at the end of a line (lines 1, 2, 3, 4, 5 and 4 more)"
    ),
  ]

  static let quiet = [
    Example("a.swift", "+let a = 1"),
    Example("a.swift", " old \n-gone \n+new"),
    Example("a.md", "+a line break  \n+next"),
    Example("a.txt", " dos\r\n+dos\r\n+\r\n dos\r"),
    Example("a.txt", "-unix\n-unix\n+dos\r\n+dos\r"),
    Example("a.txt", " dos\r\n unix\n+unix\n+dos\r\n unix"),
    Example("a.patch", "+ \n+ "),
    Example("a.go", "+\tif x {\n+\t  y()"),
    Example("a.swift", " let a = 1\n+\n let b = 2"),
    Example("a.swift", "-let a = 1\n+"),
    Example("yarn.lock", "+a "),
  ]

  @Test(arguments: fires) func `one finding names the lines`(_ example: Example, _ words: String) throws {
    let findings = try example.findings(of: WhitespaceError())
    try #require(findings.count == 1)
    #expect(findings[0].explanation.contains(words))
    #expect(findings[0].severity == .note)
  }

  @Test(arguments: quiet) func `white space that is meant is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: WhitespaceError()).isEmpty)
  }

  @Test func `a file without a line feed at its end does not count as mixed`() throws {
    var file = try Example("a.txt", "+dos\r\n+end", kind: .added).fileChange
    file.hunks[0].lines[1].lacksNewline = true
    #expect(EvidenceScan.run(ChangeSet(files: [file]), rules: [WhitespaceError()]).isEmpty)
  }
}
