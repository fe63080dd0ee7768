import AgentKernel
import Characterization
import JSON
import Models
import Testing

@testable import TestGeneration

struct ModelResultTests {
  private static func kept(_ call: String, origin: GeneratedTest.Origin = .recording) -> RecordingFilter.Kept {
    let candidate = CallCandidate(subject: "s", group: "g", call: call)
    return RecordingFilter.Kept(
      recording: ModelExample.recording(candidate, .returned(.literal("1", type: "Int"))),
      test: GeneratedTest(subject: "s", group: "g", name: call, body: [call], origin: origin))
  }

  @Test func `what the model disputes is stated by no test, whoever made it, and kills keep their tests`() {
    var result = ModelStage.Result(use: GenerationReport.ModelUse(name: "m", agent: "a"))
    result.kept = [(Self.kept("c()", origin: .model), [7]), (Self.kept("d()", origin: .model), [])]
    result.disputed = [CallText(CallCandidate(subject: "s", group: "g", call: "a()"))]
    let joined = result.joined(to: [Self.kept("a()"), Self.kept("b()")], [0: [1], 1: [2, 3]])
    #expect(joined.kept.map(\.test.name) == ["b()", "c()", "d()"])
    #expect(joined.kills == [0: [2, 3], 1: [7]])
  }

  @Test(arguments: [
    (Outcome.answered(.null), false, false), (.providerFailed(ModelError(.timeout, "t")), true, true),
    (.budgetReached(.tokens), true, true), (.budgetReached(.turns), true, false), (.refused, true, false),
    (.invalidOutput("i"), true, false), (.wentInCircles, true, false), (.incomplete(.null, .time), true, true),
  ])
  func `a conversation that failed is told, and some end the rest`(outcome: Outcome, isTold: Bool, isStopped: Bool) {
    var use = GenerationReport.ModelUse(name: "m", agent: "a")
    use.note(outcome)
    use.note(.answered(.null))
    #expect((use.trouble != nil) == isTold)
    #expect(use.isStopped == isStopped)
  }

  @Test func `what it did and cost is said in words`() {
    var use = GenerationReport.ModelUse(name: "m", agent: "a")
    #expect(use.words == nil)
    (use.asked, use.proposed, use.kept, use.left) = (1, 3, 2, 4)
    use.spending = Spending(
      requests: 2, usage: Usage(input: 100, output: 20), cost: Cost(money: Money(picodollars: 5_000_000_000)))
    #expect(use.words == "m in 2 answers, 100 tokens in, 20 out, $0.0050")
    #expect(
      use.summary
        == "asked about 1 function, it proposed 3 tests, of which 2 were run and accepted; not asked about 4 more")
  }
}
