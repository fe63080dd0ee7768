import Evidence
import SourceText
import Testing

@Suite struct ConflictMarkerTests {
  static let fires = [
    Example("a.swift", "+<<<<<<< HEAD\n+let a = 1\n+=======\n+let a = 2\n+>>>>>>> feature/x"),
    Example("a.swift", " let z = 0\n+<<<<<<< HEAD\n let a = 1\n+=======\n+let a = 2\n+>>>>>>> 1a2b3c4 (commit)"),
    Example("a.c", "+<<<<<<< ours\n+1\n+||||||| base\n+0\n+=======\n+2\n+>>>>>>> theirs"),
    Example("a.yaml", "+>>>>>>> feature/x"),
    Example("a.py", "+<<<<<<< HEAD\r\n+x = 1\r"),
    Example("README.md", "+<<<<<<< HEAD\n+ours\n+=======\n+theirs\n+>>>>>>> topic"),
    Example("a.swift", "+<<<<<<< HEAD\n@@\n+=======\n@@\n+>>>>>>> topic"),
  ]

  static let quiet = [
    Example("README.md", "+Heading\n+======="),
    Example("index.rst", "+=======\n+Heading\n+======="),
    Example("a.py", "+=======\n+# ======="),
    Example("README.md", "+```\n+<<<<<<< HEAD\n+ours\n+=======\n+theirs\n+>>>>>>> topic\n+```"),
    Example("mail.txt", "+>>>>>>> so deep is the quotation"),
    Example("art.swift", "+<<<<<<<<<< art\n+>>>>>>>>>> art\n+<<<<<<<\n+>>>>>>>"),
    Example("a.swift", "+let marker = \"<<<<<<< HEAD\"\n+  <<<<<<< HEAD\n+// ======="),
    Example("Tests/ATests.swift", "+let text = \"\"\"\n+<<<<<<< HEAD\n+=======\n+>>>>>>> x\n+\"\"\""),
    Example("a.swift", " <<<<<<< HEAD\n-<<<<<<< HEAD\n+let a = 1\n =======\n >>>>>>> x"),
  ]

  @Test(arguments: fires) func `a left-over marker is reported once and blocks`(_ example: Example) throws {
    let findings = try example.findings(of: ConflictMarker())
    try #require(findings.count == 1)
    #expect(findings[0].isBlocking)
    #expect(findings[0].severity == .critical)
    #expect(findings[0].location.lines != nil)
  }

  @Test(arguments: quiet) func `what only looks like a marker is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: ConflictMarker()).isEmpty)
  }

  @Test func `the finding spans the whole conflict`() throws {
    let findings = try Self.fires[0].findings(of: ConflictMarker())
    #expect(findings.first?.location.lines == LineRange(1, 5))
    #expect(findings.first?.quote == "<<<<<<< HEAD")
  }

  @Test func `two conflicts are two findings`() throws {
    let conflict = "+<<<<<<< HEAD\n+1\n+=======\n+2\n+>>>>>>> x\n"
    let findings = try Example("a.swift", conflict + " between\n" + conflict).findings(of: ConflictMarker())
    #expect(findings.map(\.location.lines) == [LineRange(1, 5), LineRange(7, 11)])
  }
}
