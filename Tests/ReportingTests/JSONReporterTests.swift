import JSON
import Reporting
import SourceText
import Testing

@Suite struct JSONReporterTests {
  private func schema() throws -> JSONSchema { try publishedSchema("../../schemas/review-report.schema.json") }

  @Test func `every report fits the published schema`() throws {
    var incomplete = try ReviewReport.finished(files: 0)
    incomplete.incompleteReasons = ["the deadline of 30 s passed"]
    let staged = ReviewReport(target: .init(repository: "", description: "staged changes"))
    for report in [try .withModel(), try .finished(), try .hostile(), incomplete, staged] {
      let text = JSONReporter().text(of: report)
      #expect(try schema().violations(in: JSONValue.parse(text)).isEmpty)
    }
  }

  @Test func `the schema notices what does not fit`() throws {
    guard case .object(var members) = JSONReporter().value(of: try .withModel()) else {
      Issue.record("not an object")
      return
    }
    members["duration_ms"] = -1
    members["more"] = 1
    members["model"] = nil
    #expect(try schema().violations(in: .object(members)).count == 3)
    #expect(try schema().uncheckedKeywords == [])
  }

  @Test func `the schema names its draft and the version`() throws {
    let schema = try schema().value
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["properties"]?["schema_version"]?["enum"] == [JSONValue(JSONReporter.schemaVersion)])
  }

  @Test func `the same report gives the same bytes`() throws {
    #expect(JSONReporter().text(of: try .withModel()) == JSONReporter().text(of: try .withModel()))
  }

  @Test func `a finding is written with all its members`() throws {
    let value = JSONReporter().value(of: try .withModel())
    let finding = try #require(value["findings"]?[1])
    #expect(finding["path"] == "src/1.c")
    #expect(finding["start_line"] == 42)
    #expect(finding["end_line"] == 42)
    #expect(finding["verification"]?["verdict"] == "confirmed")
    #expect(finding["fingerprint"]?.string?.count == 32)
    #expect(value["findings"]?[3]?["start_line"] == .null)
    #expect((0..<4).map { value["findings"]?[$0]?["start_column"] } == [.null, 5, 3, .null])
    #expect(value["usage"]?["cache_hit_share"]?.number.map { ($0 * 1000).rounded() } == 865)
    #expect(value["usage"]?["cache_write_1h_tokens"] == 1000)
    #expect(value["usage"]?["cost_usd"] == 0.057012)
    #expect(value["usage"]?["cache_savings_usd"] == 0.07065)
    #expect(value["usage"]?["unpriced_tokens"] == 0)
    #expect(value["usage"]?["estimated_tokens"] == 0 && value["usage"]?["estimated_cost_usd"]?.number == 0)
    #expect(value["complete"] == true)
  }

  @Test func `foreign text cannot drive the terminal and is still read back exactly`() throws {
    let report = try ReviewReport.hostile()
    let text = JSONReporter().text(of: report)
    let bad = text.unicodeScalars.filter {
      $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
    }
    #expect(bad.isEmpty)
    #expect(try JSONValue.parse(text) == JSONReporter().value(of: report))
  }

  @Test func `a format character outside the basic plane is escaped as a pair`() throws {
    var report = try ReviewReport.finished()
    report.target.description = "\u{E0041}"
    let text = JSONReporter().text(of: report)
    #expect(text.contains(#""\udb40\udc41""#))
    #expect(try JSONValue.parse(text)["target"]?["description"] == "\u{E0041}")
  }
}
