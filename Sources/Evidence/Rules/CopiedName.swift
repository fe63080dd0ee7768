package import SourceText

/// Reports copied lines in which one occurrence of a name was not changed with the others.
package struct CopiedName: EvidenceRule {
  package static let description = RuleDescription(
    id: "copied-name", title: "A copy keeps one name of its original",
    rationale: """
      Lines that are copied and adapted, such as `minX` to `maxX`, keep the old name now and then in one place; the code \
      still compiles. A finding needs a run of at least four lines that repeats another token by token, and a word of \
      names that is replaced by one other at least three times and left as it was exactly once.
      """,
    category: .correctness, severity: .medium, confidence: 0.6, isOnByDefault: false)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    guard file.language != nil, !file.role.isTest, !file.role.isExample, !file.role.isGenerated,
      !file.role.isForeign
    else { return [] }
    // Some languages keep tests beside the code, and cases of a test are alike on purpose.
    let assertions = Assertions.lines(in: file)
    return CopiedRuns(file).slips.filter { !assertions.contains($0.line) }.map { slip in
      let line = file.lines[slip.line]
      let name = text(slip.kept, file)
      return Self.description.finding(
        at: file.location(line), quote: file.quote(line),
        explanation: """
          These lines repeat those from line \(file.lines[slip.original].number) on with \
          \(text(slip.example.original, file)) turned into \(text(slip.example.copy, file)) everywhere but here, where \
          \(name) stays.
          """,
        suggestion: "Check whether \(name) is meant here.")
    }
  }

  private func text(_ name: Range<Int>, _ file: ChangedFile) -> String {
    "`\(String(decoding: file.bytes[name].prefix(100), as: UTF8.self))`"
  }
}
