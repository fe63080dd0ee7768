import Mutation
import SourceText
import Testing

@testable import TestGeneration

struct ConfirmedTestsTests {
  private struct Fault: Error {}

  private static func earned(_ number: Int, regions: Int = 0, _ killed: [Int]) -> EarningStage.Earned {
    EarningStage.Earned(
      test: GeneratedTest(
        subject: "f\(number)", group: "Queue", name: "test\(number)", body: ["#expect(f\(number)())"],
        origin: .recording), earnedRegions: regions, killed: killed)
  }

  /// Test 0 notices a mutant, test 1 nothing; test 2 reaches code, and does not pass elsewhere where `fails`.
  private static func confirmation(fails: Bool) -> ConfirmationStage.Result {
    var result = ConfirmationStage.Result()
    result.statuses = [2: .killed(by: ["test0"]), 3: .killed(by: ["test2"]), 4: .survived, 5: .killed(by: ["own"])]
    result.kills = [0: [2], 2: [3]]
    if fails { result.failing = [2: "failed"] }
    return result
  }

  private static func written() throws -> RepetitionStage.Result {
    RepetitionStage.Result(
      earned: [earned(0, [2]), earned(1, [4]), earned(2, regions: 1, [3])],
      files: [try RelativePath("Tests/QueueTests/QueueTests.swift"): "all"])
  }

  @Test func `late, a test that only notices nothing stays, and is not said to be rejected`() async throws {
    let settled = try await ConfirmedTests(confirmation: Self.confirmation(fails: false), isLate: true)
      .settle(Self.written()) { _ in
        Issue.record("a build after the end")
        return RepetitionStage.Result(earned: [])
      } restoring: {
      }
    #expect(settled.written.earned.map(\.test.name) == ["test0", "test1", "test2"])
    #expect(settled.written.earned.map(\.killed) == [[2], [], [3]])
    #expect(Array(settled.written.files.values) == ["all"])
    #expect(settled.rejections.isEmpty)
  }

  @Test(arguments: [false, true])
  func `a test that does not pass elsewhere is taken out whatever the time`(isLate: Bool) async throws {
    let path = try RelativePath("Tests/QueueTests/QueueTests.swift")
    let settled = try await ConfirmedTests(confirmation: Self.confirmation(fails: true), isLate: isLate)
      .settle(Self.written()) {
        RepetitionStage.Result(earned: $0, files: [path: "one"])
      } restoring: {
        Issue.record("nothing was to be put back")
      }
    #expect(settled.written.earned.map(\.test.name) == ["test0"])
    #expect(settled.written.files == [path: "one"])
    #expect(settled.rejections.map(\.subject) == ["f1", "f2"])
  }

  @Test func `tests that passed stay when the second round ends with a fault`() async throws {
    var isRestored = false
    let settled = try await ConfirmedTests(confirmation: Self.confirmation(fails: false), isLate: false)
      .settle(Self.written()) { _ in
        throw Fault()
      } restoring: {
        isRestored = true
      }
    #expect(isRestored)
    #expect(settled.written.earned.count == 3)
    #expect(Array(settled.written.files.values) == ["all"])
    #expect(settled.rejections.isEmpty)
  }

  @Test func `files with a test that does not pass are not delivered after a fault`() async throws {
    let settled = try await ConfirmedTests(confirmation: Self.confirmation(fails: true), isLate: false)
      .settle(Self.written()) { _ in
        throw Fault()
      } restoring: {
        Issue.record("rejected tests were put back")
      }
    #expect(settled.written.earned.isEmpty)
    #expect(settled.written.files.isEmpty)
    #expect(Set(settled.rejections.map(\.subject)) == ["f0", "f1", "f2"])
  }

  @Test func `what only tests notice that are gone counts no more`() {
    let left = Self.confirmation(fails: true).left(with: [Self.earned(0, [2])], of: [2, 3, 4])
    #expect(left.statuses == [2: .killed(by: ["test0"]), 3: .survived, 4: .survived, 5: .killed(by: ["own"])])
  }
}
