import Foundation
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
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "fixtures/schemas/reviewdog/DiagnosticResult.json")
    let published = try JSONValue.parse(Array(Data(contentsOf: file)))
    let definitions = try #require(published["definitions"]?.object)
    let schema = JSONSchema(Self.resolving(published, definitions))
    #expect(!schema.violations(in: ["diagnostics": [["severity": "LOUD"]]]).isEmpty)
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      #expect(schema.violations(in: RDJSONReporter().value(of: report)) == [])
    }
  }

  /// The schema with each reference replaced by what it names; no definition of this schema names itself.
  private static func resolving(_ schema: JSONValue, _ definitions: [String: JSONValue]) -> JSONValue {
    switch schema {
    case .array(let elements): return .array(elements.map { resolving($0, definitions) })
    case .object(let members):
      if let name = members["$ref"]?.string?.split(separator: "/").last, let target = definitions[String(name)] {
        return resolving(target, definitions)
      }
      return .object(members.filter { $0.key != "definitions" }.mapValues { resolving($0, definitions) })
    default: return schema
    }
  }
}
