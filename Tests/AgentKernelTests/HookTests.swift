import AgentKernel
import HTTP
import JSON
import Models
import SourceText
import Synchronization
import TestSupport
import Testing

/// What the user's hooks can do to a run: tighten, and nothing else.
struct HookTests {
  @Test func `a call that a hook denies is not run, the model reads why, and the run lists it`() async throws {
    let world = HookWorld([ScriptedHook(.beforeTool, tools: "change") { _ in HookVerdict(denial: "not on Fridays") }])
    let run = await world.run([[HookWorld.change], [HookWorld.finish]])
    #expect(run.outcome == .answered(["done": true]))
    #expect(world.changes.paths.isEmpty)
    #expect(run.denials.first?.decision.deciding == .hook("scripted", "not on Fridays"))
    #expect(
      world.results(run)["c"]?.text.contains("denied: the hook scripted denies it: not on Fridays") == true)
    #expect(
      world.told == [
        .hook(HookNotice(hook: "scripted", point: .beforeTool, event: .denied("not on Fridays")))
      ])
  }

  @Test func `a hook that fails denies, loudly`() async throws {
    let world = HookWorld([ScriptedHook(.beforeTool) { _ in throw ToolError("no such program") }])
    let run = await world.run([[HookWorld.change]])
    #expect(world.changes.paths.isEmpty)
    #expect(run.denials.first?.decision.deciding == .hook("scripted", "it failed: no such program"))
    #expect(
      world.told.first
        == .hook(HookNotice(hook: "scripted", point: .beforeTool, event: .failed("no such program"))))
  }

  @Test func `a hook hears of permitted calls alone, with their arguments`() async throws {
    let events = Mutex<[JSONValue]>([])
    let hook = ScriptedHook(.beforeTool) { event in
      events.withLock { $0.append(event) }
      return .allow
    }
    let world = HookWorld([hook], ceiling: .safe)
    _ = await world.run([[HookWorld.change], [HookWorld.finish]])
    #expect(
      events.withLock { $0 } == [
        [
          "version": 1, "event": "before_tool", "agent": "tester", "tool": "finish", "call_id": "f", "input": [:],
          "risk": "safe",
        ]
      ])
  }

  @Test func `an allowing hook lifts no denial`() async throws {
    let world = HookWorld([ScriptedHook(.beforeTool) { _ in .allow }], ceiling: .safe)
    let run = await world.run([[HookWorld.change], [HookWorld.finish]])
    #expect(world.changes.paths.isEmpty)
    #expect(run.denials.map(\.callID) == ["c"])
  }

  @Test func `of several hooks the first that denies counts, and none after it is asked`() async throws {
    let asked = Mutex(0)
    let world = HookWorld([
      ScriptedHook(.beforeTool) { _ in HookVerdict(note: "fine so far") },
      ScriptedHook(.beforeTool) { _ in HookVerdict(denial: "no") },
      ScriptedHook(.beforeTool) { _ in
        asked.withLock { $0 += 1 }
        return .allow
      },
    ])
    let run = await world.run([[HookWorld.change]])
    #expect(run.denials.first?.decision.deciding == .hook("scripted", "no"))
    #expect(asked.withLock { $0 } == 0)
  }

  @Test func `a result that a hook withholds does not reach the model, nor does an answer in it`() async throws {
    let world = HookWorld([
      ScriptedHook(.afterTool) { event in
        event["result"]?.string?.contains("changed") == true ? HookVerdict(denial: "secret") : .allow
      }
    ])
    let run = await world.run([[HookWorld.change], [HookWorld.finish]])
    #expect(world.changes.paths == ["a"])
    let result = try #require(world.results(run)["c"])
    #expect(result.isError)
    #expect(result.text == "the result of `change` is withheld: the hook scripted denies it: secret")
  }

  @Test func `a hook after the final tool that fails keeps the answer back`() async throws {
    let world = HookWorld([ScriptedHook(.afterTool, tools: "finish") { _ in throw ToolError("broken") }])
    let run = await world.run([[HookWorld.finish], [.text("I give up")], [.text("I give up")], [.text("I give up")]])
    #expect(run.outcome == .denied(try #require(run.denials.first)))
  }

  @Test func `notes go to the model with the result`() async throws {
    let world = HookWorld([
      ScriptedHook(.beforeTool, tools: "chan*") { _ in HookVerdict(note: "mind the tests") },
      ScriptedHook(.afterTool, tools: "finish") { _ in HookVerdict(note: "not for change") },
    ])
    let run = await world.run([[HookWorld.change], [HookWorld.finish]])
    #expect(world.results(run)["c"]?.text == "changed\n[note of the hook scripted: mind the tests]")
  }

  @Test(arguments: [HookPoint.beforeTurn, .afterTurn]) func `a denied turn ends the run`(point: HookPoint) async throws
  {
    let world = HookWorld([
      ScriptedHook(point) { $0["turn"] == 2 ? HookVerdict(denial: "enough") : .allow }
    ])
    let run = await world.run([[HookWorld.change], [HookWorld.change], [HookWorld.finish]])
    let denial = try #require(run.denials.first)
    #expect(run.outcome == .denied(denial))
    #expect(denial.description == "turn 2 was denied: the hook scripted denies it: enough")
    #expect(run.turns == (point == .beforeTurn ? 1 : 2))
  }

  @Test func `hooks see each turn once, in order, and the end last`() async throws {
    let seen = Mutex<[String]>([])
    let hooks = HookPoint.allCases.map { point in
      ScriptedHook(point) { event in
        let number = event["turn"]?.integer.map { " \($0)" } ?? event["tool"]?.string.map { " \($0)" } ?? ""
        seen.withLock { $0.append("\(event["event"]?.string ?? "")\(number)") }
        return .allow
      }
    }
    let run = await HookWorld(hooks).run([[HookWorld.change], [HookWorld.finish]])
    #expect(run.outcome == .answered(["done": true]))
    #expect(
      seen.withLock { $0 } == [
        "before_turn 1", "before_tool change", "after_tool change", "after_turn 1", "before_turn 2",
        "before_tool finish", "after_tool finish", "after_turn 2", "at_end",
      ])
  }

  @Test func `an answer that a hook refuses at the end is not taken`() async throws {
    let world = HookWorld([
      ScriptedHook(.atEnd) { event in
        #expect(event["answer"] == ["done": true])
        return HookVerdict(denial: "four eyes")
      }
    ])
    let run = await world.run([[HookWorld.finish]])
    #expect(run.outcome == .denied(try #require(run.denials.first)))
    #expect(run.denials.first?.description == "the answer was denied: the hook scripted denies it: four eyes")
  }

  @Test(.timeLimit(.minutes(1)), arguments: [HookPoint.beforeTool, .afterTool, .beforeTurn])
  func `a run that is interrupted while a hook is asked is interrupted, and nothing was denied`(point: HookPoint)
    async throws
  {
    let (arrivals, arrive) = AsyncStream.makeStream(of: Void.self)
    let world = HookWorld([
      ScriptedHook(point) { _ in
        arrive.yield()
        try await Task.sleep(for: .seconds(3600))
        return .allow
      }
    ])
    let runtime = world.runtime(ScriptedProvider([.content([HookWorld.change])]))
    let task = Task { await runtime.run(task: "go", system: []) }
    for await _ in arrivals { break }
    task.cancel()
    let run = await task.value
    #expect(run.outcome == .interrupted)
    #expect(run.denials.isEmpty)
    #expect(world.denials.isEmpty)
    #expect(world.told.isEmpty)
    // What a hook has not judged is not shown.
    if point == .afterTool {
      #expect(world.results(run)["c"]?.text.contains("had ended, and its result was lost") == true)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `the time that a hook takes is not the model's`() async throws {
    let slow = ScriptedHook(.beforeTurn) { _ in
      try await Task.sleep(for: .milliseconds(1100))
      return .allow
    }
    var configuration = Sample.configuration(finalTool: nil)
    configuration.retryPolicy.deadline = .seconds(1)
    let second = ScriptedProvider([.content([.text("from the second")])])
    let models = [
      AgentModel(name: "a", provider: LateProvider(after: .milliseconds(20))),
      AgentModel(name: "b", provider: second),
    ]
    let run = await AgentRuntime(
      configuration: configuration, models: models, toolbox: Toolbox([]), maximumOutputTokens: 100,
      hooks: AgentHooks([slow])
    ).run(task: "go", system: [])
    #expect(run.outcome == .completed("late"))
    #expect(second.requests.isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `an interrupted run has its end told`() async throws {
    let seen = Mutex<[JSONValue]>([])
    let hook = ScriptedHook(.atEnd) { event in
      seen.withLock { $0.append(event) }
      try Task.checkCancellation()
      return .allow
    }
    let provider = ScriptedProvider([.hang])
    let world = HookWorld([hook])
    let task = Task { await world.runtime(provider).run(task: "go", system: []) }
    await provider.waitForRequest()
    task.cancel()
    #expect(await task.value.outcome == .interrupted)
    #expect(seen.withLock { $0.map { $0["is_done"] } } == [false])
    #expect(world.told.isEmpty)
  }
}

/// A model that takes its time.
private struct LateProvider: ModelProvider {
  let after: Duration

  func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    try await Task.sleep(for: after)
    return ModelResponse(content: [.text("late")], stopReason: .endTurn, usage: Usage(input: 1, output: 1))
  }
}

/// A hook that a test writes down.
struct ScriptedHook: AgentHook {
  let name = "scripted"
  let point: HookPoint
  let tools: GlobPattern?
  private let answer: @Sendable (JSONValue) async throws -> HookVerdict

  init(_ point: HookPoint, tools: String? = nil, answer: @escaping @Sendable (JSONValue) async throws -> HookVerdict) {
    self.point = point
    self.tools = tools.flatMap { try? GlobPattern($0) }
    self.answer = answer
  }

  func judge(_ event: JSONValue) async throws -> HookVerdict { try await answer(event) }
}

/// A run with two tools, hooks, and a model that follows its script.
private final class HookWorld: Sendable {
  static let change = ContentBlock.toolCall(Sample.call("c", "change", #"{"path": "a"}"#))
  static let finish = ContentBlock.toolCall(Sample.call("f", "finish"))

  let changes = Changes()
  private let hooks: [ScriptedHook]
  private let ceiling: Risk
  private let notices = Mutex<[RunNotice]>([])

  init(_ hooks: [ScriptedHook], ceiling: Risk = .dangerous) {
    self.hooks = hooks
    self.ceiling = ceiling
  }

  /// What hooks made the runtime tell.
  var told: [RunNotice] { notices.withLock { $0.filter { if case .hook = $0 { true } else { false } } } }

  /// What the runtime said was denied.
  var denials: [RunNotice] { notices.withLock { $0.filter { if case .denied = $0 { true } else { false } } } }

  func run(_ turns: [[ContentBlock]]) async -> AgentRun {
    await runtime(ScriptedProvider(turns.map { .content($0) })).run(task: "go", system: [])
  }

  func runtime(_ provider: ScriptedProvider) -> AgentRuntime {
    AgentRuntime(
      configuration: Sample.configuration(limits: AgentLimits(turns: 4)),
      models: [AgentModel(name: "m", provider: provider)],
      toolbox: Toolbox([ChangeTool(changes: changes), FinishTool()]), maximumOutputTokens: 100,
      permissions: PermissionPolicy(mode: .auto, ceiling: ceiling), hooks: AgentHooks(hooks, agent: "tester"),
      observe: { notice in self.notices.withLock { $0.append(notice) } })
  }

  func results(_ run: AgentRun) -> [String: ToolResult] {
    let all = run.log.flatMap { entry in if case .results(let results, _) = entry { results } else { [ToolResult]() } }
    return Dictionary(all.map { ($0.callID, $0) }) { first, _ in first }
  }
}
