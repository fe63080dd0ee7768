import AgentKernel
import Characterization
import SourceText
import SwiftSource
import Testing
import Tools

@testable import TestGeneration

struct ModelTaskTests {
  private static func task(limit: Int = 64 << 10, recordings: [Recording] = []) throws -> ModelTask {
    ModelTask(
      agent: try ModelExample.agent(), module: "Toy", framework: "Swift Testing", harvest: try ToyModule.harvest(),
      symbols: try ToyModule.symbols(),
      sources: [(try ModelExample.path(), try ToyModule.text("Sources/Pile.swift"))],
      tests: [try RelativePath("Tests/ToyTests/PileTests.swift"): "import Testing\n@Test func popping() { pop() }\n"],
      recordings: recordings, limit: limit)
  }

  @Test func `the message names the code, the gaps, the calls and the declarations`() throws {
    let function = try ModelExample.function("pop")
    let line = function.lines.lowerBound + 1
    let target = try ModelExample.target(mutants: [try ModelExample.mutant(line: line)])
    let candidate = CallCandidate(
      subject: target.title, group: "Pile", setup: ["var pile = Pile<Int>()"], call: "pile.pop()")
    let message = try Self.task(
      recordings: [ModelExample.recording(candidate, .returned(.literal("nil", type: "Int?")))]
    ).message([target])
    #expect(message.contains("## \(target.title)"))
    #expect(message.contains("\(line) ! "))
    #expect(message.contains("\(function.lines.lowerBound)   "))
    #expect(message.contains("- not reached: line \(line)"))
    #expect(message.contains("- not noticed: in line \(line) `<` becomes `<=`"))
    #expect(message.contains("- `var pile = Pile<Int>(); pile.pop()`: it gave nil"))
    #expect(message.contains("Pile: init"))
    #expect(message.contains("@Test func popping()"))
    #expect(!message.contains("{{"))
  }

  @Test func `where there is little room, the style of the tests is left out first`() throws {
    let message = try Self.task(limit: 500).message([try ModelExample.target()])
    #expect(!message.contains("@Test func popping()"))
    #expect(message.contains("not reached"))
  }

  @Test func `lines are told in ranges`() throws {
    let target = try ModelExample.target(uncovered: [3, 4, 5, 9])
    #expect(ModelTask.gaps(of: target) == "not reached: lines 3 to 5, 9")
  }

  @Test func `each state of a proposal has its words`() throws {
    let test = ProposedTest(subject: "s", intent: "an empty pile gives nothing", call: "f()", expected: "6")
    let target = try ModelExample.target()
    let call = try ProposedCall(test, for: target, naming: try ModelExample.vocabulary())
    let recording = ModelExample.recording(call.candidate, .returned(.literal("5", type: "Int")))
    let recorded = ProposalBench.Recorded(call: call, recording: recording, happened: recording, answers: [:])
    let states: [ModelProposal.State] = [
      .met(recorded), .differing(recorded, happened: "it gave 5"), .conceded(recorded),
      .disputed(recorded, happened: "it gave 5", because: "b"), .failed("does not compile: why", line: "  f(1)"),
    ]
    let proposals = states.enumerated().map { index, state in
      ModelProposal(name: "t\(index + 1)", test: test, target: target, state: state)
    }
    let words = ModelWords(agent: try ModelExample.agent())
    let report = try words.report(of: proposals, remaining: [target], isAsking: true, rounds: 2)
    #expect(report.contains("- t1: accepted; it gave 5"))
    #expect(report.contains("- t2: it gave 5, and you expected 6."))
    #expect(report.contains("- t3: accepted, with what happened"))
    #expect(report.contains("- t4: reported as a possible bug"))
    #expect(report.contains("- t5: does not compile: why\n    f(1)"))
    #expect(report.contains("- \(target.title): not reached"))
    #expect(report.contains("twice more"))
    #expect(
      try words.report(of: [], remaining: [target], isAsking: true, rounds: 0).contains("You cannot propose more"))
    #expect(try words.report(of: [], remaining: [], isAsking: false, rounds: 1).contains("The task is over."))
    // What a model expected and did not get names no test.
    #expect(proposals.map { $0.nameWords != nil } == [true, false, false, false, false])
  }
}
