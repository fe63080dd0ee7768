import Editing
import Git
import SourceText
import Store
import Testing
import Verification

@testable import Refactoring

/// What a run writes down, and what is made of it.
struct StepRecordTests {
  private static let commit = String(repeating: "0123456789", count: 4)

  @Test func `each record is read as it was written`() throws {
    let id = try ObjectID(Self.commit)
    let person = Signature(name: "Ada", email: "ada@example.org", time: 1_700_000_000, zone: -90)
    var trust = Trust()
    trust.record(isRight: true, at: 5_000)
    trust.record(isRight: false, at: 6_000)
    let gates = [
      GateResult(.build, .passed, duration: .milliseconds(1_500)), GateResult(.tests, .failed, ["a: b\n"]),
    ]
    let records: [StepRecord] = [
      .begun(
        RunHeader(
          plan: "p", fingerprint: "f", base: id, reference: "refs/heads/refactor/p", author: person, committer: person,
          trust: trust)),
      .baseline(
        Baseline(
          failing: ["x"], flaky: ["y"], passedCount: 7, runs: 2,
          coverage: CoverageReport.Share(covered: 1, total: 2), rewritten: ["r"], isCutShort: true, hasBuild: true,
          hasTests: true,
          notes: ["n"])),
      .proposed(StepRecord.Round(engine: 1, pass: 2, document: "d.json", titles: ["\u{1F600}"], notes: ["left"])),
      .engineFailed(engine: 0, reason: "why"), .planned([1, 2]), .replaced(step: 1, document: "e.json"),
      .applied([2]), .verified(steps: [1, 2], gates: gates, time: 42), .committed(steps: [2, 3], commit: id),
      .between(step: 2, gates: gates), .flaky(["a", "b"]), .reopened,
      .left(step: 1, .quarantined(.tests, attempts: 3), lines: ["l"]), .left(step: 1, .deferred, lines: []),
      .left(step: 1, .known, lines: []), .finished,
    ]
    for record in records {
      #expect(StepRecord(record.line) == record)
      #expect(!record.line.contains(UInt8(ascii: "\n")))
    }
    for line in ["", "{}", "[]", #"{"record":"begun"}"#, #"{"record":"committed","step":1,"commit":"x"}"#] {
      #expect(StepRecord(Array(line.utf8)) == nil)
    }
  }

  @Test func `steps are read as they were proposed`() throws {
    let (hash, path) = (ContentHash(of: "x"), try RelativePath("a/b \u{301}"))
    let steps = [
      ProposedStep(
        title: "all",
        operations: [
          FileOperation(path, .create([0, 255, 10], isExecutable: true), reason: "r"),
          FileOperation(path, .edit(base: hash, [FileOperation.Replacement(3..<9, [1, 2])])),
          FileOperation(path, .delete(base: hash)), FileOperation(path, .move(base: hash, to: try RelativePath("c"))),
        ], declaredInterfaceChanges: ["Toy.f()"]),
      ProposedStep(title: "nothing", operations: []),
    ]
    #expect(ProposalDocument(ProposalDocument(steps).bytes)?.steps == steps)
    #expect(ProposalDocument(Array("[{}]".utf8)) == nil)
    #expect(steps[0].identity != steps[1].identity && steps[0].identity == steps[0].identity)
  }

  @Test func `a red batch comes back in halves, and one failure makes the next batch small`() throws {
    var state = RunState()
    let id = try ObjectID(Self.commit)
    state.apply(
      .proposed(StepRecord.Round(engine: 0, pass: 1, document: "d", titles: Array(repeating: "", count: 30), notes: []))
    )
    for step in 0..<12 {
      state.apply(.planned([step]))
      state.apply(.verified(steps: [step], gates: [GateResult(.build, .passed)], time: 1_000 + step))
      state.apply(.committed(steps: [step], commit: id))
    }
    let size = state.trust.batchSize(limit: 16)
    #expect(size > 4)
    let batch = try #require(state.queue.next(size: size))
    #expect(batch == Array(12..<(12 + size)))
    state.apply(.planned(batch))
    state.apply(.verified(steps: batch, gates: [GateResult(.build, .failed)], time: 2_000))
    #expect(state.current.isEmpty && state.trust.batchSize(limit: 16) == 1)
    let half = try #require(state.queue.next(size: 1))
    #expect(half == Array(batch.prefix((size + 1) / 2)))
    state.apply(.planned(half))
    #expect(state.queue.next(size: 1) == Array(batch.dropFirst(half.count)))
  }

  @Test func `a template is filled in one pass, and a wrong one is refused`() throws {
    let plan = ChangePlan(name: "p${step}", summary: "s", engines: [])
    let text = try CommitMessage("${step} of ${recipe}: ${verification}").text(
      titles: ["do\nit"], plan: plan, engine: "e",
      proof: CommitMessage.Proof(
        own: [GateResult(.build, .passed)], batch: [GateResult(.build, .passed), GateResult(.tests, .passed)], count: 3)
    )
    #expect(text == "do it of p${step}: build; after the last of 3 steps that were tried together: tests\n")
    let line = "Toy.f() is new in the public interface"
    let declared = try CommitMessage("${step}").text(
      titles: ["do it"], plan: plan, engine: "e",
      proof: CommitMessage.Proof(own: [GateResult(.build, .passed, ["odd"]), GateResult(.interface, .passed, [line])]))
    #expect(declared == "do it\n\nThe public interface is changed as declared:\n- \(line)\n")
    #expect(throws: RefactoringError.self) { try CommitMessage("${step} ${nobody}") }
    #expect(throws: RefactoringError.self) { try CommitMessage("no step") }
  }

  @Test(arguments: [
    ("rename-loader", "refactor/rename-loader"), ("Replace the callback API!", "refactor/replace-the-callback-api"),
    ("../../x", "refactor/x"), ("\u{E4}\u{F6}", "refactor/change"), ("a.lock", "refactor/a-lock"),
  ])
  func `the branch of a plan has its name`(plan: String, branch: String) {
    #expect(BranchName.name(for: plan) == branch)
  }
}
