import Foundation
import JSON
import SourceText
import Testing

@testable import Mutation

struct StrykerReportTests {
  private static func schema() throws -> JSONSchema {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../fixtures/schemas/stryker/mutation-testing-report-schema.json")
    return JSONSchema(try JSONValue.parse(String(contentsOf: url, encoding: .utf8)))
  }

  private static func results() throws -> MutationResults {
    let (a, b) = (try RelativePath("Sources/a.swift"), try RelativePath("Sources/b.swift"))
    let statuses: [MutantStatus] = [
      .killed(by: ["M.Suite/test", "M.free()"]), .killed(by: []), .survived, .timedOut, .notCovered, .compileError,
      .likelyEquivalent(reason: "by 1 both are the same"), .ignored(reason: "left out"),
    ]
    let mutants = statuses.indices.map { mutant($0 + 1, $0 < 4 ? a : b, Mutant.Operator.allCases[$0]) }
    return MutationResults(
      mutants: mutants, statuses: Dictionary(statuses.enumerated().map { ($0.offset + 1, $0.element) }) { $1 },
      duration: .milliseconds(1_500))
  }

  private static func json() throws -> JSONValue {
    let sources = [try RelativePath("Sources/a.swift"): "a < b\n", try RelativePath("Sources/b.swift"): "c < d\n"]
    return StrykerReport.json(try results(), sources: sources, language: "swift")
  }

  @Test func `the report is what the published schema describes`() throws {
    #expect(try Self.schema().violations(in: try Self.json()) == [])
    #expect(try Self.schema().uncheckedKeywords == [])
  }

  @Test func `the schema refuses what is no report`() throws {
    #expect(try !Self.schema().violations(in: ["schemaVersion": "2", "files": [:]]).isEmpty)
  }

  @Test func `a report without mutants is one too`() throws {
    let json = StrykerReport.json(MutationResults(mutants: [], statuses: [:]), sources: [:], language: "swift")
    #expect(try Self.schema().violations(in: json) == [])
  }

  @Test func `what is written is read back`() throws {
    let results = try Self.results()
    let read = try StrykerReport.results(JSONValue.parse(Self.json().serialized()))
    #expect(read.mutants == results.mutants)
    #expect(read.statuses == results.statuses)
  }

  @Test func `other programs' words and numbers are read`() throws {
    let mutant: (String, String) -> JSONValue = { id, status in
      .object([
        "id": .string(id), "mutatorName": "EqualityOperator", "status": .string(status),
        "location": ["start": ["line": 1, "column": 1], "end": ["line": 1, "column": 2]],
      ])
    }
    let json: JSONValue = [
      "files": ["a.js": ["source": "a", "mutants": .array([mutant("x", "RuntimeError"), mutant("y", "Pending")])]]
    ]
    let read = try StrykerReport.results(json)
    #expect(read.mutants.map(\.id) == [1, 2])
    #expect(read.mutants.map(\.operation) == [.other, .other])
    #expect(read.mutants.map(\.original) == ["a", "a"])
    #expect(read.mutants.map(read.status) == [.killed(by: []), .ignored(reason: "it was not run")])
  }

  @Test(arguments: [
    [:] as JSONValue, ["files": ["../a": ["mutants": []]]], ["files": ["a": [:]]],
    ["files": ["a": ["mutants": [["id": "1", "status": "Killed"]]]]],
    [
      "files": [
        "a": [
          "mutants": [
            [
              "id": "1", "status": "Gone",
              "location": ["start": ["line": 1, "column": 1], "end": ["line": 1, "column": 2]],
            ]
          ]
        ]
      ]
    ],
  ])
  func `what is no report is refused`(json: JSONValue) {
    #expect(throws: MutationError.self) { try StrykerReport.results(json) }
  }
}
