import JSON
import Reporting
import SourceText
import Testing

@Suite struct RDJSONReporterTests {
  /// The members in use, after reviewdog's `reviewdog.proto`.
  private static let schema = JSONSchema([
    "type": "object", "additionalProperties": false, "required": ["source", "diagnostics"],
    "properties": [
      "source": ["type": "object", "properties": ["name": ["type": "string"]], "additionalProperties": false],
      "diagnostics": [
        "type": "array",
        "items": [
          "type": "object", "additionalProperties": false, "required": ["message", "location", "severity", "code"],
          "properties": [
            "message": ["type": "string", "minLength": 1], "severity": ["enum": ["ERROR", "WARNING", "INFO"]],
            "code": ["type": "object", "properties": ["value": ["type": "string"]], "additionalProperties": false],
            "location": [
              "type": "object", "additionalProperties": false, "required": ["path"],
              "properties": [
                "path": ["type": "string", "minLength": 1],
                "range": [
                  "type": "object", "additionalProperties": false, "required": ["start"],
                  "properties": ["start": position, "end": position],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ])
  private static let position: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["line"],
    "properties": ["line": ["type": "integer", "minimum": 1]],
  ]

  private func diagnostics(_ report: ReviewReport) throws -> [JSONValue] {
    let value = try JSONValue.parse(RDJSONReporter().text(of: report))
    #expect(Self.schema.violations(in: value) == [])
    return try #require(value["diagnostics"]?.array)
  }

  @Test func `every report fits`() throws {
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      #expect(try diagnostics(report).count == report.findings.count + report.incompleteReasons.count)
    }
  }

  @Test func `findings have their severities, and ranges in the new file alone`() throws {
    let diagnostics = try diagnostics(.withModel())
    #expect(diagnostics.map { $0["severity"] } == ["ERROR", "ERROR", "INFO", "INFO"])
    #expect(diagnostics[0]["location"]?["range"] == ["start": ["line": 98], "end": ["line": 107]])
    #expect(diagnostics[2]["location"] == ["path": "src/2.c"])
    #expect(diagnostics[3]["location"] == ["path": "data.csv"])
  }

  @Test func `an incomplete review has a diagnostic for each reason`() throws {
    let diagnostics = try diagnostics(.incomplete())
    #expect(diagnostics.prefix(2).allSatisfy { $0["code"] == ["value": "review-incomplete"] })
    #expect(diagnostics.count == 3)
  }

  @Test func `every report fits the schema that reviewdog publishes`() throws {
    let schema = try publishedSchema("reviewdog/DiagnosticResult.json")
    #expect(schema.uncheckedKeywords == [])
    for broken in [["severity": "LOUD"], ["message": 1], ["location": ["range": ["start": ["line": "1"]]]], 1]
      as [JSONValue]
    {
      #expect(!schema.violations(in: ["diagnostics": [broken]]).isEmpty)
    }
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      #expect(schema.violations(in: RDJSONReporter().value(of: report)) == [])
    }
  }
}
