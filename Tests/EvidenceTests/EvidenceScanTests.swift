import Evidence
import SourceText
import Testing

@Suite struct EvidenceScanTests {
  @Test func `findings are sorted by path, line and rule and carry no fingerprint`() throws {
    let change = ChangeSet(files: [
      try Example("b.swift", "+x \n+<<<<<<< HEAD\n+let a\u{200B} = 1").fileChange,
      try Example("a.ts", "+debugger; ").fileChange,
    ])
    let findings = EvidenceScan.run(change)
    #expect(
      findings.map(\.rule) == [
        "debug-leftover", "whitespace-error", "whitespace-error", "conflict-marker", "hidden-characters",
      ])
    #expect(findings.map(\.location.path.string) == ["a.ts", "a.ts", "b.swift", "b.swift", "b.swift"])
    #expect(findings.allSatisfy { $0.fingerprint.isEmpty && $0.origin == .rule })
  }

  @Test func `an empty change and files without hunks have no findings`() throws {
    #expect(EvidenceScan.run(ChangeSet()).isEmpty)
    #expect(EvidenceScan.run(ChangeSet(files: [FileChange(kind: .modified, path: try RelativePath("a"))])).isEmpty)
  }

  @Test func `a flood of one rule in one file is cut, and the last finding says so`() throws {
    let flood = (0..<100).map { _ in "+a\u{200B}" }.joined(separator: "\n")
    let findings = EvidenceScan.run(
      ChangeSet(files: [try Example("a.txt", flood).fileChange]), rules: [HiddenCharacters()],
      options: .init(maximumFindingsPerRuleAndFile: 7))
    #expect(findings.count == 7)
    #expect(findings.last?.explanation.contains("93 more") == true)
  }

  @Test func `a flood of slight findings does not hide one that blocks`() throws {
    let slight = (0..<100).map { "+DB_PASSWORD=Zk3Lp9Qw7xTr2VmHd6JfG1aKe0UiO\($0 + 100)" }.joined(separator: "\n")
    let grave = "\n+token = \"gh" + "p_R7kQ2mZx9LpV4tYw8NcB3sHd6JfG1aKe0UiO\""
    let findings = try Example("production.env", slight + grave).findings(of: HardCodedSecret())
    #expect(findings.count == 20)
    #expect(findings.last?.isBlocking == true)
    #expect(findings.last?.location.lines == LineRange(101, 101))
    #expect(findings.count { $0.isBlocking } == 1)
  }

  @Test func `rules have distinct ids in kebab case and say why they exist`() {
    let descriptions = EvidenceRules.descriptions
    #expect(Set(descriptions.map(\.id)).count == descriptions.count)
    for description in descriptions {
      #expect(description.id.utf8.allSatisfy { $0 == 0x2D || ($0 >= 0x61 && $0 <= 0x7A) })
      #expect(!description.rationale.isEmpty && !description.title.isEmpty && !description.title.hasSuffix("."))
      #expect(description.confidence > 0 && description.confidence <= 1)
    }
    #expect(descriptions.filter(\.isBlocking).map(\.id).sorted() == ["conflict-marker", "secret"])
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["a.swift", "a.js", "a.go", "a.py", "a.rs", "a.txt", "a.md"])
  func `hostile lines end in time and keep to their file`(_ path: String) throws {
    let pieces = [
      "eyJ", "sk-", "://a:b", "token=", "-----BEGIN PRIVATE KEY-----", "\"", "'", "/*", "*/", "`", "\\", "/", "try!",
      "catch{", "\u{E0041}", "\u{200D}", "<<<<<<<", "ghp_", "_ =", "t.Skip(",
    ]
    let lines = pieces.map { String(repeating: $0, count: 3000) } + [""]
    let diff = lines.flatMap { ["+" + $0, "-" + $0, " " + $0] }.joined(separator: "\n")
    let findings = EvidenceScan.run(ChangeSet(files: [try Example(path, diff).fileChange]))
    #expect(findings.allSatisfy { $0.quote.unicodeScalars.count < 1200 })
  }

  @Test func `many removed lines before added ones take linear time`() throws {
    let diff = (0..<20_000).map { _ in "-\tt.Skip()" } + (0..<20_000).map { _ in "+\tt.Skip()" }
    let findings = try Example("a_test.go", diff.joined(separator: "\n")).findings(of: SkippedTest())
    #expect(findings.isEmpty)
  }
}
