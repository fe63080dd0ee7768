import Reporting
import SourceText
import Testing

@Suite struct TextReporterTests {
  @Test func `findings, their quotations and the cost are shown`() throws {
    try expectSnapshot("with-model.txt", TextReporter().text(of: .withModel()))
  }

  @Test func `colours are used on request`() throws {
    try expectSnapshot("with-model-colored.txt", TextReporter(isColored: true).text(of: .withModel()))
  }

  @Test func `a clean change`() throws {
    try expectSnapshot("clean.txt", TextReporter().text(of: .finished()))
  }

  @Test func `an incomplete review says so first`() throws {
    var report = try ReviewReport.finished(files: 1)
    report.model = "example-large"
    report.incompleteReasons = ["the deadline of 30 s passed", "the model's server could not be reached"]
    report.omissions = (1...13).map { Omission(path: "src/\($0).c", reason: "not reached in time") }
    try expectSnapshot("incomplete.txt", TextReporter().text(of: report))
  }

  @Test func `foreign text cannot drive the terminal`() throws {
    let text = TextReporter().text(of: try .hostile())
    let bad = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(bad.isEmpty)
    #expect(text.contains("a "), "the line feed in the path does not start a line")
  }

  @Test func `no line of a wrapped text is longer than a hundred columns`() throws {
    var report = try ReviewReport.finished()
    let words = (0..<300).map { String(repeating: "w", count: $0 % 17 + 1) }.joined(separator: " ")
    report.findings = [
      Finding(
        rule: "r", category: .hygiene, severity: .low, confidence: 1, location: .init(path: try RelativePath("a")),
        quote: String(repeating: "q", count: 500), title: "t", explanation: words, suggestion: words)
    ]
    let text = TextReporter().text(of: report)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(text.split(whereSeparator: \.isWhitespace).filter { $0.allSatisfy { $0 == "w" } }.count == 600)
  }

  /// Every combination of what may be missing from a review without findings.
  @Test(arguments: [
    (true, 0, 0), (true, 0, 1), (true, 1, 0), (true, 1, 1), (false, 0, 1), (false, 1, 0), (false, 1, 1),
  ])
  func `no issues found is said of a complete review alone`(isComplete: Bool, files: Int, omissions: Int) throws {
    for heldBack in [0, 2] {
      var report = try ReviewReport.finished(files: files)
      report.incompleteReasons = isComplete ? [] : ["the budget is used up"]
      report.omissions = [Omission](repeating: Omission(path: "x", reason: "binary"), count: omissions)
      report.heldBackCount = heldBack
      let text = TextReporter().text(of: report)
      let lines = text.split(separator: "\n")
      let isClean = isComplete && files > 0 && heldBack == 0
      #expect(lines.contains("No issues found.") == (isClean && omissions == 0))
      #expect(text.contains("No issues") == isClean)
      #expect(lines[1].hasPrefix("INCOMPLETE") != isComplete)
    }
  }
}
