import Foundation
import JSON
import Mutation
import SourceText
import Testing

@testable import TestGeneration

/// What holds for the forms of a report whatever a run found.
struct ReportFormsTests {
  private static func reports(_ names: [String]) -> [GenerationReport] {
    names.map { name in
      var report = ReportExample.report(name)
      report.missed = ["\(name): too little"]
      report.possibleBugs = [
        GenerationReport.PossibleBug(
          subject: "pop", text: "pop(<1>)", explanation: "gives \u{1B}]0;title\u{7}\nnothing")
      ]
      return report
    }
  }

  @Test(arguments: [["Queue"], ["Queue", "Stack"], ["A", "B", "C"]])
  func `several modules make one document of each form`(names: [String]) throws {
    let reports = Self.reports(names)
    let json = try JSONValue.parse(JSONGenerationReport.text(of: reports))
    #expect((json.array ?? [json]).compactMap { $0["selection"]?.string } == names)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../schemas/test-generation-report.schema.json")
    let violations = JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: json)
    #expect(violations.isEmpty, "\(violations)")

    let junit = JUnitGenerationReport.text(of: reports)
    func count(_ text: String, in whole: String) -> Int { whole.components(separatedBy: text).count - 1 }
    #expect(count("<?xml", in: junit) == 1 && count("<testsuites ", in: junit) == 1)
    #expect(count("<testsuite ", in: junit) == names.count)
    for name in names { #expect(count("name=\"\(name): too little\"", in: junit) == 1) }
    #expect(
      junit.contains("<testsuites name=\"gen-tests\" tests=\"\(2 * names.count)\" failures=\"\(2 * names.count)\""))

    let page = HTMLGenerationReport.text(of: reports)
    #expect(count("<!DOCTYPE", in: page) == 1 && count("</html>", in: page) == 1 && count("<title>", in: page) == 1)
    for name in names { #expect(count("<h1>Tests for \(name)</h1>", in: page) == 1) }
  }

  @Test func `what recorded calls notice is told apart from what the tests do`() throws {
    var report = ReportExample.report("Queue", mutation: MutationScore([.killed(by: []), .survived]))
    report.recordedMutation = MutationScore([.killed(by: []), .timedOut])
    let text = TextGenerationReport.text(of: report)
    #expect(text.contains("mutants            50.0 % (1 of 2)  50.0 % (1 of 2)\n"))
    #expect(text.contains("by recorded calls                   100.0 % (2 of 2, 1 by timeout)\n"))
    #expect(HTMLGenerationReport.text(of: [report]).contains("by recorded calls"))
    let json = try JSONValue.parse(JSONGenerationReport.text(of: [report]))
    #expect(json["recorded_mutation"]?["killed"]?.integer == 1)
    #expect(json["after"]?["mutation"]?["total"]?.integer == 2)
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../schemas/test-generation-report.schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: json).isEmpty)
  }

  @Test func `the mutants of several modules make one document of Stryker's form`() throws {
    func mutant(_ id: Int, _ path: String) throws -> Mutant {
      Mutant(
        id: id, path: try RelativePath(path), startLine: 1, startColumn: 9, endLine: 1, endColumn: 10,
        operation: .boundary, original: "<", replacement: "<=")
    }
    var reports = Self.reports(["A", "B"])
    reports[0].mutants = [(try mutant(1, "A.swift"), .killed(by: ["t()"])), (try mutant(2, "A.swift"), .survived)]
    reports[1].mutants = [(try mutant(1, "B.swift"), .timedOut)]
    reports[1].sources = [
      GenerationReport.Source(path: try RelativePath("B.swift"), text: "let a = 1 < 2\n", before: [:], after: [:])
    ]
    let json = try JSONValue.parse(try #require(StrykerGenerationReport.text(of: reports)))
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../fixtures/schemas/stryker/mutation-testing-report-schema.json")
    #expect(JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8))).violations(in: json).isEmpty)
    let read = try StrykerReport.results(json)
    #expect(read.mutants.map(\.id) == [1, 2, 3])
    #expect(read.mutants.map(read.status) == [.killed(by: ["t()"]), .survived, .timedOut])
    #expect(json["files"]?["B.swift"]?["source"]?.string == "let a = 1 < 2\n")
    #expect(StrykerGenerationReport.text(of: [ReportExample.report("A")]) == nil)
  }

  @Test func `an object that lacks a part fits the schema neither alone nor among others`() throws {
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../schemas/test-generation-report.schema.json")
    let published = JSONSchema(try JSONValue.parse(String(contentsOf: schema, encoding: .utf8)))
    let whole = try JSONValue.parse(JSONGenerationReport.text(of: [ReportExample.report("A")]))
    #expect(!published.violations(in: ["version": 1]).isEmpty)
    #expect(!published.violations(in: .array([whole, ["version": 1]])).isEmpty)
  }

  @Test func `what the project or a model says can neither steer a terminal nor begin a line`() {
    var report = ReportExample.report("a\u{1B}[2Jb\nforged line")
    report.possibleBugs = Self.reports(["x"])[0].possibleBugs
    report.notes = ["a note\r\u{202E}"]
    report.missed = ["a\u{1B}[2Jb: too little"]
    report.rejections = [GenerationReport.Rejection(subject: "s", text: "t", reason: "re\u{9B}ason\nforged line")]
    let text = TextGenerationReport.text(of: report)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.contains("\\x1b[2Jb\\nforged line"))
    #expect(!text.split(separator: "\n").contains { $0.hasPrefix("forged line") })
  }
}
