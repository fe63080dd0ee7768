internal import SourceCode
package import SourceText

/// Reports tests marked to run alone.
package struct FocusedTest: EvidenceRule {
  package static let description = RuleDescription(
    id: "focused-test", title: "Only this test runs",
    rationale: """
      A focused test switches off all others of its file or of the whole run, which then passes without having tested \
      anything else. The mark is for a developer's own machine.
      """,
    category: .testing, severity: .high, confidence: 0.95)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    guard file.role.isTest else { return [] }
    return Self.search.added(in: file).map { hit in
      Self.description.finding(
        at: file.location(hit.line), quote: file.quote(hit.line),
        explanation: "With \(Self.name(of: hit.pattern)) the other tests are left out, so a green run proves little.",
        suggestion: "Remove the focus before pushing.")
    }
  }

  private static func name(of pattern: CodePattern) -> String {
    String(pattern.literal.drop { $0 == "." }.prefix { $0 != "(" })
  }

  private static let search = CodePatternSearch(
    [
      CodePattern(".only", [.javaScript], where: isTestOnly),
      CodePattern("focus: true", [.ruby]),
      CodePattern(":focus", [.ruby]),
      CodePattern("solo: true", [.dart]),
    ]
      + ["fit(", "fdescribe(", "fcontext("].map {
        CodePattern($0, [.javaScript, .ruby, .swift], where: ChangedFile.stringFollows)
      }
      + ["fit ", "fdescribe ", "fcontext "].map { CodePattern($0, [.ruby], where: ChangedFile.stringFollows) }
      + ["FIt(", "FDescribe(", "FContext(", "FSpecify(", "FEntry("].map {
        CodePattern($0, [.go], where: ChangedFile.stringFollows)
      })

  /// Whether `.only` ends a chain that begins with a test function: `it.only(`, `test.describe.only(`, `it.only.each`.
  @Sendable private static func isTestOnly(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    guard range.upperBound < file.code.count, "(.`".utf8.contains(file.code[range.upperBound]) else { return false }
    var start = range.lowerBound
    while start > 0, isNameByte(file.code[start - 1]) || file.code[start - 1] == UInt8(ascii: ".") { start -= 1 }
    let root = file.code[start..<range.lowerBound].prefix { $0 != UInt8(ascii: ".") }
    let roots = ["it", "test", "describe", "context", "suite", "specify", "bench", "fixture", "Deno"]
    return roots.contains { root.elementsEqual($0.utf8) }
  }
}
