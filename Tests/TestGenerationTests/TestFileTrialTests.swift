import Testing
import Verification

@testable import TestGeneration

struct TestFileTrialTests {
  private static func run(_ results: [(String, TestResult.Status)], fault: String? = nil) -> TestRun {
    TestRun(
      results: results.map { TestResult(name: $0.0, status: $0.1, message: "") }, coverage: nil, fault: fault, tail: "",
      duration: .zero)
  }

  @Test func `where one exit code is all that tells, red tests leave nothing to tell of a new one`() {
    let red = Self.run([("Project", .failed)])
    #expect(TestFileTrial.objection(to: red, hasResults: false) != nil)
    #expect(TestFileTrial.objection(to: red, hasResults: true) == nil)
    #expect(TestFileTrial.objection(to: Self.run([], fault: "it died"), hasResults: false) != nil)
    #expect(TestFileTrial.objection(to: Self.run([("Project", .passed)]), hasResults: false) == nil)
  }

  @Test func `a new test is one that passes and was not there`() {
    let last = Self.run([("a", .passed), ("b", .failed)])
    let run = Self.run([("a", .passed), ("b", .passed), ("c", .passed), ("d", .skipped), ("e", .failed)])
    #expect(TestFileTrial.new(in: run, besides: last) == ["c"])
  }
}
