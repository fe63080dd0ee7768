import JSON
import Reporting
import SourceText
import Testing

@Suite struct SARIFReporterTests {
  private func run(of report: ReviewReport) throws -> JSONValue {
    let log = try JSONValue.parse(SARIFReporter(version: "1.2.3").text(of: report))
    #expect(Self.log.violations(in: log) == [])
    return try #require(log["runs"]?[0])
  }

  @Test func `every report fits what the standard says of the members in use`() throws {
    for report in [try ReviewReport.withModel(), try .finished(), try .incomplete(), try .hostile(), try .markup()] {
      let run = try run(of: report)
      let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
      let notifications = try #require(run["tool"]?["driver"]?["notifications"]?.array).map { $0["id"] }
      for result in run["results"]?.array ?? [] {
        let index = try #require(result["ruleIndex"]?.integer)
        #expect(rules[index]["id"] == result["ruleId"])
      }
      #expect(Set(rules).count == rules.count)
      for notification in run["invocations"]?[0]?["toolExecutionNotifications"]?.array ?? [] {
        #expect(notifications.contains(notification["descriptor"]?["id"]))
      }
    }
  }

  @Test func `the schema notices what does not fit`() throws {
    #expect(!Self.log.violations(in: ["version": "2.1.0"]).isEmpty)
    #expect(!Self.log.violations(in: ["version": "2.0.0", "runs": []]).isEmpty)
    #expect(!Self.log.violations(in: ["version": "2.1.0", "runs": [["results": []]]]).isEmpty)
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

  // The part of the standard that is in use, after its text (sections 3.13 to 3.58); the OASIS schema itself is not copied.
  private static let message: JSONValue = object(["text": text], required: ["text"])
  private static let text: JSONValue = ["type": "string", "minLength": 1]
  private static let line: JSONValue = ["type": "integer", "minimum": 1]
  private static let level: JSONValue = ["type": "string", "enum": ["none", "note", "warning", "error"]]
  private static let result = object(
    [
      "ruleId": text, "ruleIndex": ["type": "integer", "minimum": 0], "level": level, "message": message,
      "locations": list(
        object([
          "physicalLocation": object(
            [
              "artifactLocation": object(["uri": text, "uriBaseId": text]),
              "region": object(["startLine": line, "endLine": line]),
            ], required: ["artifactLocation", "region"])
        ])), "partialFingerprints": ["type": "object"], "properties": ["type": "object"],
    ], required: ["message", "ruleId", "locations", "partialFingerprints"])
  private static let rule = object(
    [
      "id": text, "shortDescription": message, "fullDescription": message, "help": message,
      "properties": object(["tags": list(text)]),
    ], required: ["id"])
  private static let invocation = object(
    [
      "executionSuccessful": ["type": "boolean"],
      "toolExecutionNotifications": list(
        object(["descriptor": object(["id": text]), "level": level, "message": message], required: ["message"])),
    ], required: ["executionSuccessful"])
  private static let driver = object(
    ["name": text, "version": text, "rules": list(rule), "notifications": list(rule)], required: ["name"])
  private static let log = JSONSchema(
    object(
      [
        "$schema": text, "version": ["enum": ["2.1.0"]],
        "runs": list(
          object(
            [
              "tool": object(["driver": driver], required: ["driver"]), "originalUriBaseIds": ["type": "object"],
              "invocations": list(invocation), "results": list(result),
            ], required: ["tool"])),
      ], required: ["version", "runs"]))

  private static func object(_ properties: [String: JSONValue], required: [JSONValue] = []) -> JSONValue {
    [
      "type": "object", "properties": .object(properties), "required": .array(required), "additionalProperties": false,
    ]
  }

  private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
}
