import JSON
import Reporting
import SourceText
import Testing

@Suite struct GitLabReporterTests {
  /// After "Code Quality report format" in GitLab's documentation.
  private static let schema = JSONSchema([
    "type": "array",
    "items": [
      "type": "object", "additionalProperties": false,
      "required": ["description", "check_name", "fingerprint", "severity", "location"],
      "properties": [
        "type": ["enum": ["issue"]], "description": ["type": "string", "minLength": 1],
        "check_name": ["type": "string", "minLength": 1], "fingerprint": ["type": "string", "minLength": 32],
        "severity": ["enum": ["info", "minor", "major", "critical", "blocker"]],
        "location": [
          "type": "object", "additionalProperties": false, "required": ["path", "lines"],
          "properties": [
            "path": ["type": "string", "minLength": 1],
            "lines": [
              "type": "object", "additionalProperties": false, "required": ["begin"],
              "properties": [
                "begin": ["type": "integer", "minimum": 1], "end": ["type": "integer", "minimum": 1],
              ],
            ],
          ],
        ],
      ],
    ],
  ])

  private func issues(_ report: ReviewReport) throws -> [JSONValue] {
    let value = try JSONValue.parse(GitLabReporter().text(of: report))
    #expect(Self.schema.violations(in: value) == [])
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
