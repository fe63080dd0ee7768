import JSON
import Reporting
import SourceText
import Testing

@Suite struct GitLabReporterTests {
  private func issues(_ report: ReviewReport) throws -> [JSONValue] {
    let value = try JSONValue.parse(GitLabReporter().text(of: report))
    #expect(try publishedSchema("gitlab/code-quality.json").violations(in: value) == [])
    return try #require(value.array)
  }

  @Test func `every report fits, and no fingerprint comes twice`() throws {
    var untold = try ReviewReport.finished(files: 0)
    untold.incompleteReasons = ["the same", "the same"]
    var hostile = try ReviewReport.hostile()
    hostile.findings = hostile.findings.assigningFingerprints()
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .markup(), hostile, untold] {
      let fingerprints = try issues(report).map { $0["fingerprint"] }
      #expect(Set(fingerprints).count == fingerprints.count)
    }
  }

  @Test(
    arguments: [
      ["severity": "high"], ["fingerprint": .null], ["description": ""], ["type": "bug"], ["more": 1],
      ["location": ["path": "a"]], ["location": ["path": "/a", "lines": ["begin": 1]]],
      ["location": ["path": "./a", "lines": ["begin": 1]]], ["location": ["path": "a", "lines": ["begin": 0]]],
    ] as [[String: JSONValue]])
  func `the schema notices what does not fit`(change: [String: JSONValue]) throws {
    let schema = try publishedSchema("gitlab/code-quality.json")
    #expect(schema.uncheckedKeywords == [])
    let issue = try #require(issues(.withModel()).first?.object)
    #expect(schema.violations(in: [.object(issue)]).isEmpty)
    #expect(!schema.violations(in: [.object(issue.merging(change) { $1 })]).isEmpty)
    #expect(
      !schema.violations(in: [.object(issue.filter { !change.keys.contains($0.key) || $0.key == "type" })]).isEmpty
        || change["more"] != nil || change["type"] != nil)
    #expect(!schema.violations(in: [.object(issue), .object(issue)]).isEmpty, "the same issue twice")
  }

  @Test func `findings have their severities, lines and exact paths`() throws {
    let issues = try issues(.withModel())
    #expect(issues.map { $0["severity"] } == ["blocker", "critical", "minor", "info"])
    #expect(issues[0]["location"] == ["path": "src/0.c", "lines": ["begin": 98, "end": 107]])
    #expect(issues[2]["location"] == ["path": "src/2.c", "lines": ["begin": 1, "end": 1]])
    #expect(issues[2]["description"]?.string?.contains("before the change") == true)
    #expect(try self.issues(.markup())[1]["location"]?["path"] == "a:b, c%d/é`\"<&'>\n::error::x")
  }

  @Test func `an incomplete review has an entry for each reason`() throws {
    let issues = try issues(.incomplete())
    #expect(issues.map { $0["check_name"] } == ["review-incomplete", "review-incomplete", "conflict-marker"])
    #expect(issues[0]["location"]?["path"] == "src/0.c")
    #expect(issues[0]["description"] == "The review is incomplete: the deadline of 30 s passed")
    #expect(try self.issues(.finished()) == [])
  }
}
