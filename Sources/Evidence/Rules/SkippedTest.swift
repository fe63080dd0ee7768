internal import SourceCode
package import SourceText

/// Reports tests that a change switches off.
package struct SkippedTest: EvidenceRule {
  package static let description = RuleDescription(
    id: "skipped-test", title: "Test switched off",
    rationale: """
      A skipped test looks like cover and is none; skipping is also the quickest way to make a red run green. Skips \
      under a condition, such as a platform or a missing service, are left alone: a call that skips counts only as the \
      first statement of its test.
      """,
    category: .testing, severity: .low, confidence: 0.9)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    // Rust keeps unit tests in the source files themselves.
    guard file.role.isTest || file.language == .rust else { return [] }
    return Self.search.added(in: file).map { hit in
      Self.description.finding(
        at: file.location(hit.line), quote: file.quote(hit.line),
        explanation: "This test no longer runs, so what it protects can break unseen.",
        suggestion: "Repair it, or say beside it what it waits for.")
    }
  }

  private static let search = CodePatternSearch(
    [
      CodePattern("it.skip(", [.javaScript]),
      CodePattern("test.skip(", [.javaScript], where: ChangedFile.stringFollows),
      CodePattern("test.fixme(", [.javaScript], where: ChangedFile.stringFollows),
      CodePattern("describe.skip(", [.javaScript]),
      CodePattern("context.skip(", [.javaScript]),
      CodePattern("test.describe.skip(", [.javaScript]),
      CodePattern("XCTSkip(", [.swift], where: ChangedFile.isFirstStatement),
      CodePattern(".disabled(", [.swift], where: ChangedFile.stringFollows),
      CodePattern(".disabled()", [.swift], where: isTrait),
      CodePattern("@pytest.mark.skip", [.python]),
      CodePattern("@unittest.skip", [.python]),
      CodePattern("pytest.skip(", [.python], where: ChangedFile.isFirstStatement),
      CodePattern("self.skipTest(", [.python], where: ChangedFile.isFirstStatement),
      CodePattern("@Ignore", [.java, .kotlin, .scala, .groovy]),
      CodePattern("@Disabled", [.java, .kotlin, .groovy]),
      CodePattern("[Ignore", [.cSharp]),
      CodePattern("(Skip =", [.cSharp]),
      CodePattern("#[ignore", [.rust]),
      CodePattern("@tag :skip", [.elixir]),
      CodePattern("skip: true", [.dart, .elixir, .ruby]),
      CodePattern("$this->markTestSkipped(", [.php], where: ChangedFile.isFirstStatement),
    ]
      + ["xit(", "xtest(", "xdescribe(", "xcontext("].map {
        CodePattern($0, [.javaScript, .ruby, .swift], where: ChangedFile.stringFollows)
      }
      + ["xit ", "xdescribe ", "xcontext "].map { CodePattern($0, [.ruby], where: ChangedFile.stringFollows) }
      + ["t.Skip(", "t.Skipf(", "t.SkipNow("].map { CodePattern($0, [.go], where: ChangedFile.isFirstStatement) }
      + ["PIt(", "XIt(", "PDescribe(", "XDescribe("].map { CodePattern($0, [.go], where: ChangedFile.stringFollows) })

  /// Whether the line declares a test: a SwiftUI view is disabled in the same words.
  @Sendable private static func isTrait(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    let line = file.lines[file.lineIndex(at: range.lowerBound)].range
    return line.contains { file.has("@Test", at: $0, in: file.code) || file.has("@Suite", at: $0, in: file.code) }
  }
}
