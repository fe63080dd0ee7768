import Mutation
import Testing

@testable import TestGeneration

struct MutationStageResultTests {
  @Test(arguments: [MutantStatus.survived, .ignored(reason: "the time was up"), .notCovered])
  func `a mutant that no call reaches stays what the own tests found`(status: MutantStatus) {
    var result = MutationStage.Result()
    result.before = [1: status]
    result.after = result.before
    result.keep(1)
    #expect(result.after == [1: status])
  }

  @Test func `a mutant that nobody knows of and no call reaches is not covered`() {
    var result = MutationStage.Result()
    result.keep(1)
    #expect(result.after == [1: .notCovered])
  }

  @Test func `what calls notice is not said of tests that did not meet it`() {
    var result = MutationStage.Result()
    result.before = [1: .killed(by: ["own"]), 2: .survived, 3: .survived, 4: .notCovered, 5: .survived]
    result.after = [
      1: .killed(by: ["own"]), 2: .killed(by: ["f"]), 3: .timedOut, 4: .killed(by: ["g"]), 5: .survived,
    ]
    let met = result.met([1: .ignored(reason: "late"), 2: .ignored(reason: "late"), 4: .survived])
    let unmet = MutantStatus.ignored(reason: "the written tests did not meet it")
    #expect(met.after == [1: .killed(by: ["own"]), 2: unmet, 3: unmet, 4: .survived, 5: .survived])
  }

  @Test func `what a call notices that became no test does not count`() {
    var result = MutationStage.Result()
    result.before = [1: .killed(by: ["own"]), 2: .survived, 3: .survived, 4: .notCovered]
    result.after = [1: .killed(by: ["own"]), 2: .killed(by: ["f"]), 3: .killed(by: ["g"]), 4: .timedOut]
    #expect(
      result.kept(killed: [3]).after == [1: .killed(by: ["own"]), 2: .survived, 3: .killed(by: ["g"]), 4: .survived])
  }
}
