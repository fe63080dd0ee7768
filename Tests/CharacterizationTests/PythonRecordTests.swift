import JSON
import SourceText
import Testing
import Verification

@testable import Characterization

struct PythonRecordTests {
  private func record(_ text: String) throws -> PythonRecord { try #require(PythonRecord(try JSONValue.parse(text))) }

  @Test func `a value is read with the imports that it needs`() throws {
    let record = try record(
      #"{"id": 4, "returned": {"form": "structure", "type": "Fare", "imports": ["from a import Fare"], "fields": [["price", {"form": "literal", "text": "Decimal('1')", "type": "Decimal", "imports": ["from decimal import Decimal"]}]]}, "observations": [], "stage": "call", "reached": [[0, -1, 2]], "touches": ["clock"], "iterated": 3}"#
    )
    #expect(record.number == 4 && record.iterated == 3 && record.touches == [.clock] && record.fault == nil)
    #expect(record.imports == ["from a import Fare", "from decimal import Decimal"])
    #expect(
      record.outcome
        == .returned(
          .structure(
            type: "Fare",
            fields: [RecordedValue.Field(name: "price", value: .literal("Decimal('1')", type: "Decimal"))])))
    #expect(record.arcs.map { [$0.file, $0.from, $0.to] } == [[0, -1, 2]])
  }

  @Test(arguments: [
    ("TypeError", false, true), ("TypeError", true, false), ("ValueError", false, false),
  ])
  func `an error that the code does not mean is no behaviour`(type: String, isMeant: Bool, isFault: Bool) throws {
    let record = try record(
      #"{"id": 1, "threw": {"type": "\#(type)", "importable": true, "imports": [], "message": "m", "deliberate": \#(isMeant)}, "stage": "call"}"#
    )
    #expect((record.fault != nil) == isFault)
    #expect(record.outcome == .threw(type: type, description: "m", isEquatableLiteral: nil))
  }

  @Test(arguments: [
    (#"{"id": 1, "timed_out": true}"#, RecordedOutcome.timedOut),
    (#"{"id": 1, "exited": 3}"#, .exited(code: 3)),
    (#"{"id": 1, "signal": 11}"#, .trapped(signal: 11, message: "")),
  ])
  func `a child that tells nothing ended somehow`(text: String, outcome: RecordedOutcome) throws {
    #expect(try record(text).outcome == outcome)
  }

  @Test func `what differs in another process is unsteady`() throws {
    let one = try record(#"{"id": 1, "returned": {"form": "literal", "text": "1", "type": "int"}, "stage": "call"}"#)
    let two = try record(#"{"id": 1, "returned": {"form": "literal", "text": "2", "type": "int"}, "stage": "call"}"#)
    #expect(PythonRecorder.fault(of: one, others: [one, one]) == nil)
    #expect(PythonRecorder.fault(of: one, others: [one, two])?.contains("third hash seed") == true)
    #expect(PythonRecorder.fault(of: one, others: [nil, one]) != nil)
  }

  @Test func `lines and branches are regions, statements of several lines are one`() throws {
    let path = try RelativePath("a.py")
    let report = CoverageReport(files: [
      CoverageReport.File(
        path: path, lines: [1: 0, 2: 0, 5: 0],
        branches: [
          CoverageReport.Branch(line: 2, name: "to line 5", isTaken: false),
          CoverageReport.Branch(line: 2, name: "exit", isTaken: false),
        ])
    ])
    let regions = PythonRegions(report, statements: [path: [3: 2, 4: 2]])
    #expect(regions.table.regions.count == 5)
    let reached = regions.vector(of: [(path, -1, 3), (path, 4, 5)])
    let covered = regions.table.report(covered: reached).files[0]
    #expect(covered.lines == [1: 0, 2: 1, 5: 1])
    #expect(reached.count == 3)
    #expect(regions.vector(of: [(path, 2, -1)]).count == 2)
  }
}
