import AgentKernel
import JSON
import Models
import TestSupport
import Testing

@testable import Refactoring

/// What becomes of a run whose model fails: what was done stays, nothing is half done, and it is said what happened.
@Suite(.timeLimit(.minutes(3))) struct ModelFaultTests {
  private static let first: [ScriptedProvider.Reply] = [
    Say.plan(("Say new in a", ["src/a.txt"]), ("Say new in b", ["src/b.txt"])),
    Say.steps([Say.edit("src/a.txt", "old", "new")]),
  ]

  /// Nobody answers any more; and what was done by then can be gone on with.
  @Test func `a provider that fails stops the run, and the run goes on later with the same plan`() async throws {
    let bench = try await ModelBench(Self.first + [.failure(ModelError(.unauthorized, "the key is wrong"))])
    let report = try await bench.run()
    guard case .engine(let error)? = report.stop else { return #expect(Bool(false), "\(report)") }
    #expect(error.code == .provider && error.description.contains("the key is wrong"))
    #expect(report.done.count == 1 && report.goal?.items.map(\.state) == [.done(""), .open])
    #expect(TextRefactoringReport.text(of: report).contains("--resume goes on"))

    // Only what was not answered is asked.
    let later = ScriptedProvider([Say.steps([Say.edit("src/b.txt", "old", "new")])])
    let whole = try await bench.bench.run(try bench.plan(later)) { $0.resumes = true }
    #expect(whole.done.count == 2 && whole.stop == nil, "\(TextRefactoringReport.text(of: whole))")
    #expect(later.requests.count == 1)
    let message = later.requests[0].messages.first.map { "\($0.content)" } ?? ""
    #expect(message.contains("1. Say new in a (src/a.txt): done"), "\(message)")
    #expect(whole.goal?.spending.requests == 3)
    #expect(whole.goal?.items.map(\.state) == [.done(""), .done("")])
  }

  @Test func `a provider that fails in a repair leaves the step open, which is tried again`() async throws {
    let bench = try await ModelBench([
      Say.plan(("Say new", ["src"])), Say.steps([Say.edit("src/a.txt", "old", "BROKEN")]),
      .failure(ModelError(.unauthorized, "the key is wrong")),
    ])
    let report = try await bench.run()
    #expect(report.steps.isEmpty && report.reason?.contains("the key is wrong") == true)
    let later = ScriptedProvider([Say.steps([Say.edit("src/a.txt", "old", "new")])])
    let whole = try await bench.bench.run(try bench.plan(later)) { $0.resumes = true }
    #expect(whole.done.count == 1 && whole.left.isEmpty, "\(TextRefactoringReport.text(of: whole))")
    #expect(later.requests.count == 1)
  }

  /// A model whose every answer costs much.
  private struct CostlyProvider: ModelProvider {
    let inner: ScriptedProvider

    func respond(
      to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
    ) async throws -> ModelResponse {
      var response = try await inner.respond(to: request, progress: progress)
      response.usage = Usage(input: 10_000, output: 100)
      return response
    }
  }

  @Test func `a budget that is used up stops the run with what was done, and more of it goes on`() async throws {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    let items = names.map { name -> JSONValue in
      ["name": .string("Say new in \(name)"), "scope": [.string("src/\(name).txt")], "what": "It says new."]
    }
    let steps = names.map { Say.steps([Say.edit("src/\($0).txt", "old", "new")]) }
    var bench = try await ModelBench(
      [Say.call("plan_refactoring", ["items": .array(items)])] + steps,
      files: Dictionary(uniqueKeysWithValues: names.map { ("src/\($0).txt", "old\n") }))
    bench.limits.tokens = 60_000
    let costly = CostlyProvider(inner: bench.provider)
    let report = try await bench.bench.run(try bench.plan(costly))
    guard case .engine(let error)? = report.stop else {
      return #expect(Bool(false), "\(TextRefactoringReport.text(of: report))")
    }
    #expect(error.code == .budget && error.description.contains("the limit of tokens"))
    #expect(report.done.count >= 2 && report.done.count < 8)
    #expect(report.branch != nil)
    bench.limits.tokens = nil
    let whole = try await bench.bench.run(try bench.plan()) { $0.resumes = true }
    #expect(whole.done.count == 8 && whole.stop == nil, "\(TextRefactoringReport.text(of: whole))")
    #expect(bench.provider.requests.count == 9)
  }

  @Test func `a model that never ends is stopped by its turns, and the next item is asked about`() async throws {
    let reads = (0..<4).map { Say.call("read_file", ["path": .string("src/\(["a", "b", "c", "a"][$0]).txt")]) }
    var bench = try await ModelBench(
      [Self.first[0]] + Array(reads.prefix(3)) + [Say.steps([Say.edit("src/b.txt", "old", "new")])])
    bench.limits.turns = 3
    let report = try await bench.run()
    #expect(report.goal?.isCutShort == true, "\(TextRefactoringReport.text(of: report))")
    #expect(report.done.count == 1)
  }

  /// What a model says about its first item, and what the report says of it.
  private static let failures: [([ScriptedProvider.Reply], String)] = [
    ([.content([.text("no")], .refusal)], "the model refused the task"),
    (Array(repeating: .content([.text("All is done.")]), count: 4), "could not be used"),
    (
      Array(repeating: Say.call("read_file", ["path": "src/c.txt"]), count: 12),
      "the same calls again and again"
    ),
    (
      Array(repeating: .content([.toolCall(ToolCall(id: "1", name: "propose_change", arguments: "{"))]), count: 4),
      "the same calls again and again"
    ),
    (
      Array(repeating: Say.call("propose_change", ["state": "finished"]), count: 8), ""
    ),
  ]

  @Test(arguments: failures)
  func `an item about which the model fails is left, and the run ends`(
    replies: [ScriptedProvider.Reply], words: String
  ) async throws {
    let bench = try await ModelBench([Say.plan(("Say new in a", ["src/a.txt"]))] + replies)
    let report = try await bench.run()
    #expect(report.done.isEmpty)
    guard case .left(let reason, _)? = report.goal?.items.first?.state else {
      return #expect(words.isEmpty && report.stop != nil, "\(TextRefactoringReport.text(of: report))")
    }
    #expect(reason.contains(words), "\(reason)")
  }

  @Test func `a goal that cannot be planned is an error`() async throws {
    let bench = try await ModelBench([.content([.text("no")], .refusal)])
    let error = await #expect(throws: RefactoringError.self) { try await bench.run() }
    #expect(error?.code == .engine && error?.description.contains("could not be planned: the model refused") == true)
  }

  @Test func `cancelling ends a run that waits for the model`() async throws {
    let provider = ScriptedProvider([Self.first[0], .hang])
    let task = Task {
      let bench = try await ModelBench([])
      return try await bench.bench.run(try bench.plan(provider))
    }
    await provider.waitForRequest()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
