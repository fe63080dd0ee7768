import Mutation
import Testing

@testable import TestGeneration

struct ConfirmationStageTests {
  private static func earned(_ number: Int, regions: Int = 0, _ killed: [Int]) -> EarningStage.Earned {
    EarningStage.Earned(
      test: GeneratedTest(
        subject: "f\(number)", group: "Queue", name: "test\(number)", body: ["#expect(f\(number)())"],
        origin: .recording), earnedRegions: regions, killed: killed)
  }

  /// Mutant 1 is the own tests', 2 and 3 those of recorded calls, 4 nobody's.
  private static var mutation: MutationStage.Result {
    var result = MutationStage.Result()
    result.before = [1: .killed(by: ["own"]), 2: .survived, 3: .notCovered, 4: .survived]
    result.after = [1: .killed(by: ["own"]), 2: .killed(by: ["f"]), 3: .timedOut, 4: .survived]
    return result
  }

  @Test func `what recorded calls notice and own tests do not is asked about`() {
    #expect(Self.mutation.byCalls == [2, 3])
  }

  @Test(arguments: [
    (MutantStatus.survived, MutantStatus.survived), (.notCovered, .survived), (.killed(by: ["t"]), .killed(by: ["t"])),
    (.timedOut, .timedOut),
  ])
  func `a mutant counts as what the written tests make of it`(found: MutantStatus, expected: MutantStatus) {
    let result = ConfirmationStage.result(of: [2: found, 3: .notCovered], [2, 3], Self.mutation)
    #expect(result.statuses == [1: .killed(by: ["own"]), 2: expected, 3: .notCovered, 4: .survived])
    #expect(MutationScore(result.statuses.values).fraction == (expected == .survived ? 0.25 : 0.5))
    #expect(result.missed == (expected == .survived ? [2, 3] : [3]))
  }

  @Test func `a mutant that there was no time for counts neither way`() {
    let late = MutantStatus.ignored(reason: "there was no time left for it")
    let result = ConfirmationStage.result(of: [2: late, 3: late], [2, 3], Self.mutation)
    #expect(MutationScore(result.statuses.values).counted == 2)
    #expect(result.undecided == [2, 3])
    #expect(result.notes == ["2 mutants did not meet the written tests: the time was up"])
  }

  @Test func `a test that notices nothing by itself and reaches nothing new goes`() {
    var result = ConfirmationStage.Result()
    result.kills = [0: [2]]
    result.failing = [3: "failed 1"]
    let judged = result.judged([
      Self.earned(0, [2]), Self.earned(1, [3]), Self.earned(2, regions: 1, [5]), Self.earned(3, regions: 1, [6]),
    ])
    #expect(judged.earned.map(\.test.name) == ["test0", "test2"])
    #expect(judged.earned.map(\.killed) == [[2], []])
    #expect(judged.rejections.map(\.subject) == ["f1", "f3"])
    #expect(judged.rejections[1].reason == "does not pass in a copy of the package at another path: failed 1")
  }

  @Test func `a test stays while it is not known what it notices`() {
    var result = ConfirmationStage.Result()
    result.undecided = [3]
    #expect(result.judged([Self.earned(0, [3])]).rejections.isEmpty)
  }
}
