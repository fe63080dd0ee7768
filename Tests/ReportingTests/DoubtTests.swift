import JSON
import Redaction
import SourceText
import Testing

@testable import Reporting

@Suite struct DoubtTests {
  private func report(lowered: Int, heldBack: Int) throws -> ReviewReport {
    var report = try ReviewReport.finished()
    report.doubts = [.init(rule: "linter/odd", confidenceFactor: 0.2, lowered: lowered, heldBack: heldBack)]
    return report
  }

  @Test func `what is held back is told, and no report without findings then says that there is no issue`() throws {
    let report = try report(lowered: 0, heldBack: 3)
    let text = TextReporter().text(of: report)
    #expect(text.contains("3 findings held back: their rules were wrong before"))
    #expect(text.contains("Doubted       linter/odd was wrong here before: 3 held back"))
    for format in ReportFormat.allCases { #expect(!format.text(of: report, version: "1").contains("No issues")) }
    #expect(ReportFormat.sarif.text(of: report, version: "1").contains("linter/odd was wrong here before"))
  }

  @Test func `what is only shown later is no finding less`() throws {
    let text = TextReporter().text(of: try report(lowered: 2, heldBack: 0))
    #expect(text.contains("linter/odd was wrong here before: 2 shown later"))
    #expect(text.contains("No issues found."))
  }

  @Test func `it fits the published schema`() throws {
    let schema = try publishedSchema("../../schemas/review-report.schema.json")
    let text = JSONReporter().text(of: try report(lowered: 1, heldBack: 2))
    #expect(try schema.violations(in: JSONValue.parse(text)).isEmpty)
    #expect(try JSONValue.parse(text)["doubts"]?[0]?["held_back"] == 2)
  }
}

@Suite struct ReportRedactionTests {
  private static let secret = "a_secret/of-the run+1"

  /// A report with the secret in all that may be foreign.
  private static func report() throws -> ReviewReport {
    let path = try RelativePath("src/\(secret)/x.swift")
    var report = try ReviewReport.withModel()
    report.target.repository = secret
    report.target.description = "x \(secret)"
    report.files = [.init(path: path, addedLineCount: 1, removedLineCount: 2)]
    report.omissions = [Omission(path: secret, reason: secret), Omission(path: nil, reason: secret)]
    report.findings = [
      Finding(
        rule: "linter/\(secret)", category: .security, severity: .low, confidence: 1, location: .init(path: path),
        quote: "q \(secret)", title: "t \(secret)", explanation: "e \(secret)", suggestion: "s \(secret)",
        origin: .model, verification: .init(verdict: .confirmed, reason: "r \(secret)"))
    ]
    report.incompleteReasons = [secret]
    report.model = secret
    report.models = [.init(name: secret, answers: 1, circuit: .closed)]
    report.instructionFiles = [secret]
    report.ineffectiveInstructionFiles = [secret]
    report.imports = [
      .init(
        name: secret, total: 0, kept: 0, outsideChange: 0, excluded: 0, old: 0, suppressed: 0, repeated: 0,
        outsideRepository: 0)
    ]
    report.doubts = [.init(rule: secret, confidenceFactor: 0.1, lowered: 0, heldBack: 1)]
    return report
  }

  /// Every text in a value, however deep; a new member of the report is thus looked at too.
  private func texts(in value: Any) -> [String] {
    if let text = value as? String { return [text] }
    let children = Mirror(reflecting: value).children
    return children.flatMap { texts(in: $0.value) }
  }

  @Test func `no value of a report keeps a secret`() throws {
    let report = try Self.report()
    #expect(texts(in: report).count { $0.contains(Self.secret) } >= 20, "the search finds what is there")
    let clean = report.redacted(by: Redactor(knownSecrets: [Self.secret]))
    #expect(texts(in: clean).filter { $0.contains(Self.secret) } == [])
    #expect(clean.findings[0].location.path.string == "src/‹REDACTED:known-secret:1›/x.swift")
    #expect(clean.findings[0].verification?.verdict == .confirmed)
    #expect(clean.files[0].removedLineCount == 2)
  }

  @Test func `a report without secrets stays as it is`() throws {
    #expect(try ReviewReport.withModel().redacted(by: Redactor(knownSecrets: [Self.secret])) == .withModel())
  }
}
