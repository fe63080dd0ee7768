import SourceText
import Testing
import Verification

@testable import TestGeneration

struct PythonRepetitionTests {
  private static let path = "tests/test_a.py"

  private static func result(_ functions: [(name: String, tests: [Int])]) throws -> PythonRepetitionStage.Result {
    let count = functions.reduce(0) { $0 + $1.tests.count }
    var result = PythonRepetitionStage.Result(
      earned: (0..<count).map { index in
        EarningStage.Earned(
          test: GeneratedTest(
            subject: "f\(index)", group: "f", name: "f\(index)", body: ["assert f(\(index))"], origin: .recording),
          earnedRegions: 1, killed: [index])
      })
    let path = try RelativePath(Self.path)
    result.files = [path: "text"]
    result.functions = functions.map { (path, PythonTestFile.Function(name: $0.name, lines: [], tests: $0.tests)) }
    return result
  }

  private static func run(_ results: [(String, TestResult.Status)], fault: String? = nil) -> TestRun {
    TestRun(
      results: results.map { TestResult(name: "\(path)::\($0.0)", status: $0.1, message: "first\nE   it broke") },
      coverage: nil, fault: fault, tail: "", duration: .zero)
  }

  @Test func `all that passes or is skipped stays`() throws {
    var result = try Self.result([("test_f", [0, 1]), ("test_g", [2])])
    let isChanged = result.drop(
      Self.run([("test_f[0]", .passed), ("test_f[1]", .passed), ("test_g", .skipped)]), why: "now")
    #expect(!isChanged)
    #expect(result.earned.count == 3 && result.rejections.isEmpty)
  }

  @Test func `a run that ends without a word of a test does not speak for it`() throws {
    var result = try Self.result([("test_f", [0]), ("test_g", [1])])
    let isChanged = result.drop(Self.run([("test_f", .passed)], fault: "the time was up"), why: "under stress")
    #expect(isChanged)
    #expect(result.earned.map(\.test.subject) == ["f0"])
    #expect(result.rejections.map(\.reason) == ["gives no result under stress: the time was up"])
    var silent = try Self.result([("test_f", [0])])
    let isEmptied = silent.drop(Self.run([], fault: "the process ended"), why: "under stress")
    #expect(isEmptied && silent.earned.isEmpty)
  }

  @Test func `of a table that fails each line stands alone first`() throws {
    var result = try Self.result([("test_f", [0, 1]), ("test_g", [2])])
    let isChanged = result.drop(
      Self.run([("test_f[0]", .passed), ("test_f[1]", .failed), ("test_g", .failed)]), why: "now")
    #expect(isChanged)
    #expect(result.single.map(\.subject).sorted() == ["f0", "f1"])
    #expect(result.earned.map(\.test.subject) == ["f0", "f1"])
    #expect(result.rejections.map(\.reason) == ["fails now:   it broke"])
  }

  @Test func `of tests that do not come to rest none is kept`() throws {
    var result = try Self.result([("test_f", [0]), ("test_g", [1])])
    _ = result.drop(Self.run([("test_f", .failed), ("test_g", .passed)]), why: "now")
    result.giveUp("the tests did not come to rest after 8 rounds")
    #expect(result.earned.isEmpty)
    #expect(result.rejections.map(\.subject) == ["f0", "f1"])
    #expect(result.notes == ["the tests did not come to rest after 8 rounds, and none was kept"])
  }
}
