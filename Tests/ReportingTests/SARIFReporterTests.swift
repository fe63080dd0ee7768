import JSON
import Reporting
import SourceText
import Testing

@Suite struct SARIFReporterTests {
  private static func schema() throws -> JSONSchema { try publishedSchema("schemastore/sarif-2.1.0.json") }

  private func run(of report: ReviewReport) throws -> JSONValue {
    let log = try JSONValue.parse(SARIFReporter(version: "1.2.3").text(of: report))
    #expect(try Self.schema().violations(in: log) == [])
    return try #require(log["runs"]?[0])
  }

  @Test func `every report fits the published schema, and what it refers to is there`() throws {
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      let run = try run(of: report)
      let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
      let notifications = try #require(run["tool"]?["driver"]?["notifications"]?.array).map { $0["id"] }
      for result in run["results"]?.array ?? [] {
        let index = try #require(result["ruleIndex"]?.integer)
        #expect(rules[index]["id"] == result["ruleId"])
        // Code scanning demands these, the standard does not.
        let place = result["locations"]?[0]?["physicalLocation"]
        #expect(place?["artifactLocation"]?["uri"]?.string?.isEmpty == false)
        #expect(place?["region"]?["startLine"]?.integer != nil)
        #expect(result["partialFingerprints"]?.object?.isEmpty == false)
      }
      #expect(Set(rules).count == rules.count)
      for notification in run["invocations"]?[0]?["toolExecutionNotifications"]?.array ?? [] {
        #expect(notifications.contains(notification["descriptor"]?["id"]))
      }
    }
  }

  @Test(
    arguments: [
      (["runs"], .null), (["version"], "2.0.0"), (["more"], 1), (["$schema"], "no address"),
      (["runs", "tool"], .null), (["runs", "tool", "driver", "name"], 1),
      (["runs", "results", "level"], "grave"), (["runs", "results", "message"], [:]),
      (["runs", "results", "ruleIndex"], -2), (["runs", "results", "more"], 1), (["runs", "results", "guid"], "1"),
      (["runs", "results", "locations", "physicalLocation", "region", "startLine"], 0),
      (["runs", "results", "locations", "physicalLocation", "artifactLocation", "uri"], "a b"),
      (["runs", "invocations", "executionSuccessful"], .null), (["runs", "invocations", "startTimeUtc"], "yesterday"),
      (["runs", "language"], "1"),
    ] as [([String], JSONValue)])
  func `the schema notices what does not fit`(place: [String], value: JSONValue) throws {
    let log = SARIFReporter(version: "1").value(of: try .withModel())
    let schema = try Self.schema()
    #expect(schema.violations(in: log).isEmpty)
    #expect(schema.violations(in: Self.setting(place[...], to: value, in: log)).count == 1)
  }

  @Test func `a large report is not too much work to check`() throws {
    var report = try ReviewReport.withModel()
    report.findings = (0..<250).flatMap { _ in report.findings }.assigningFingerprints()
    #expect(try run(of: report)["results"]?.array?.count == 1000)
  }

  @Test func `all that the schema demands is checked`() throws {
    #expect(try Self.schema().uncheckedKeywords == [])
  }

  /// A value with a member set, or taken away for null; of an array the first element is meant.
  private static func setting(_ place: ArraySlice<String>, to value: JSONValue, in whole: JSONValue) -> JSONValue {
    guard let name = place.first else { return value }
    if let elements = whole.array, let first = elements.first {
      return .array([setting(place, to: value, in: first)] + elements.dropFirst())
    }
    var members = whole.object ?? [:]
    let member = setting(place.dropFirst(), to: value, in: members[name] ?? .null)
    members[name] = member.isNull ? nil : member
    return .object(members)
  }

  @Test func `severities become the levels of the standard`() throws {
    var report = try ReviewReport.withModel()
    let finding = try #require(report.findings.first)
    report.findings = Severity.allCases.map { severity in
      var copy = finding
      copy.severity = severity
      return copy
    }
    let levels = try run(of: report)["results"]?.array?.map { $0["level"] }
    #expect(levels == ["note", "note", "warning", "error", "error"])
  }

  @Test func `an incomplete review was not successful`() throws {
    let invocation = try run(of: .incomplete())["invocations"]?[0]
    #expect(invocation?["executionSuccessful"] == false)
    let errors = invocation?["toolExecutionNotifications"]?.array?.filter { $0["level"] == "error" }
    #expect(errors?.count == 2)
    #expect(try run(of: .finished())["invocations"]?[0]?["executionSuccessful"] == true)
    #expect(try run(of: .finished())["results"] == [])
  }

  @Test func `a path is a relative address`() throws {
    let location = try run(of: .markup())["results"]?[0]?["locations"]?[0]?["physicalLocation"]?["artifactLocation"]
    #expect(location?["uri"] == "a%3Ab%2C%20c%25d/%C3%A9%60%22%3C%26%27%3E%0A%3A%3Aerror%3A%3Ax")
    #expect(location?["uriBaseId"] == "%SRCROOT%")
  }

  @Test func `braces and brackets of foreign text are no placeholders and no links`() throws {
    let message = try #require(run(of: .markup())["results"]?[0]?["message"]?["text"]?.string)
    #expect(message.contains("{{0}} {{"))
    #expect(!message.contains("]("))
  }

  @Test func `a fingerprint stays when the lines move`() throws {
    var report = try ReviewReport.withModel()
    let before = try run(of: report)["results"]?[0]
    report.findings[0].location.lines = LineRange(200, 209)
    report.findings = report.findings.assigningFingerprints()
    let after = try run(of: report)["results"]?[0]
    #expect(before?["partialFingerprints"] == after?["partialFingerprints"])
    #expect(before?["locations"] != after?["locations"])
  }

  @Test func `lines of the old file are told and not taken for the new file's`() throws {
    let result = try run(of: .withModel())["results"]?[2]
    #expect(result?["locations"]?[0]?["physicalLocation"]?["region"] == ["startLine": 1, "endLine": 1])
    #expect(result?["properties"]?["oldStartLine"] == 7)
    #expect(result?["message"]?["text"]?.string?.contains("lines 7 to 8 of the file as it was before") == true)
  }
}
