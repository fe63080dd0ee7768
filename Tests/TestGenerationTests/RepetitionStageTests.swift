import SourceText
import Testing
import Verification

@testable import TestGeneration

struct RepetitionStageTests {
  private static func tests(_ count: Int) -> [EarningStage.Earned] {
    (0..<count).map { number in
      EarningStage.Earned(
        test: GeneratedTest(
          subject: "f\(number)", group: "Queue", name: "test\(number)", body: ["#expect(f\(number)())"],
          origin: .recording), earnedRegions: 1, killed: [])
    }
  }

  @Test func `tests that do not come to rest are all rejected`() async throws {
    let count = RepetitionStage.roundLimit + 2
    var result = RepetitionStage.Result(earned: Self.tests(count))
    try await RepetitionStage.settle(&result) { !$0.reject([0: "message"], "fails") }
    #expect(result.earned.isEmpty)
    #expect(result.rejections.count == count)
    #expect(result.rejections.map(\.reason).suffix(2) == ["did not pass all runs", "did not pass all runs"])
    #expect(result.notes.count == 1)
  }

  @Test func `tests that come to rest stay, and nothing more is run`() async throws {
    var result = RepetitionStage.Result(earned: Self.tests(3))
    var rounds = 0
    try await RepetitionStage.settle(&result) { result in
      rounds += 1
      return rounds == 1 ? !result.reject([1: ""], "fails") : true
    }
    #expect(rounds == 2)
    #expect(result.earned.map(\.test.name) == ["test0", "test2"])
    #expect(result.rejections.map(\.reason) == ["fails"])
    #expect(result.notes.isEmpty)
  }

  @Test func `tests of a table that does not compile are tried one by one before they are rejected`() throws {
    let row = GeneratedTest.Row(
      body: ["#expect(f(input) == expected)"], inputs: ["1"], inputTypes: ["Int"], expected: "1", expectedType: "Int")
    let tests = (0..<3).map { number in
      GeneratedTest(
        subject: "f", group: "Queue", name: "test\(number)", body: ["#expect(f(\(number)) == 1)"], origin: .recording,
        row: row)
    }
    var result = RepetitionStage.Result(
      earned: tests.map { EarningStage.Earned(test: $0, earnedRegions: 1, killed: []) })
    let path = try RelativePath("Tests/QueueTests/QueueTests.swift")
    func place(_ function: String) -> TestPlacement.Place {
      TestPlacement.Place(path: path, suite: "QueueTests", function: function)
    }
    let places = [place("table"), place("table"), place("single")]
    let single = result.separate([2], standing: places)
    let shared = result.separate([0, 1], standing: places)
    #expect(result.earned.map { $0.test.row == nil } == [true, true, false])
    let again = result.separate([0, 1], standing: places)
    #expect([single, shared, again] == [false, true, false])
    #expect(result.rejections.isEmpty)
  }

  @Test func `without tests nothing is run`() async throws {
    var result = RepetitionStage.Result(earned: [])
    try await RepetitionStage.settle(&result) { _ in
      Issue.record("a round without tests")
      return true
    }
    #expect(result.notes.isEmpty)
  }
}
