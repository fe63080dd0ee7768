import AgentDefinitions
import AgentKernel
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// Agents that are sent by others: what they get, what they may do, what comes back, and what it costs.
@Suite(.timeLimit(.minutes(1))) struct SubAgentTests {
  private static let explorer = """
    ---
    name: explore
    tools: [touch]
    turns: 3
    tokens: 100000
    ---

    # System
    You explore.

    # Task
    Find out: {{task}}

    # Missing answer
    no answer

    # Cut off
    cut off

    # Last turn
    last turn
    """

  private func definition(_ text: String = explorer) throws -> AgentDefinition {
    try AgentDefinition(parsing: text, source: "test")
  }

  private func send(_ id: String = "s", task: String = "who calls f?") -> ContentBlock {
    let input: JSONValue = ["task": .string(task)]
    return .toolCall(Sample.call(id, "sub_agent", input.serialized()))
  }

  private static let report = ContentBlock.toolCall(Sample.call("r", "report"))

  /// A run of an agent that may send explorers, with one script for all models' answers.
  private func runtime(
    _ provider: ScriptedProvider, budget: SharedBudget = SharedBudget(Budget()), explorer: AgentDefinition? = nil,
    touched: Touched = Touched(), permissions: PermissionPolicy = PermissionPolicy(),
    limits: AgentLimits = AgentLimits(),
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) throws -> AgentRuntime {
    let models = [AgentModel(name: "m", provider: provider)]
    let tool = SubAgentTool(
      [try SubAgent(explorer ?? definition(), choosing: [PokeTool(touched: touched)])],
      in: SubAgentSurroundings(
        models: models, budget: budget, permissions: permissions, maximumOutputTokens: 100))
    return AgentRuntime(
      configuration: Sample.configuration(limits: limits), models: models,
      toolbox: Toolbox([tool, EndingTool()]), maximumOutputTokens: 100, permissions: permissions, budget: budget,
      observe: observe)
  }

  private func results(of run: AgentRun) -> [ToolResult] {
    run.log.flatMap { entry -> [ToolResult] in
      guard case .results(let results, _) = entry else { return [] }
      return results
    }
  }

  @Test func `an agent has a conversation of its own, and its last words are the result`() async throws {
    let provider = ScriptedProvider([
      .content([send()]), .content([.toolCall(Sample.call("t", "touch"))]), .content([.text("g calls f, a.c:3")]),
      .content([Self.report]),
    ])
    let touched = Touched()
    let run = try await runtime(provider, touched: touched).run(
      task: "parent's task", system: [SystemSection(text: "parent")])
    #expect(run.outcome == .answered(true))
    #expect(results(of: run).map(\.text) == ["g calls f, a.c:3", "ok"])
    #expect(touched.count == 1)
    let requests = provider.requests
    #expect(requests.map(\.tools.count) == [2, 1, 1, 2])
    #expect(requests[1].system.map(\.text) == ["You explore."])
    #expect(requests[1].messages == [Message(role: .user, content: [.text("Find out: who calls f?")])])
    #expect(!"\(requests[2].messages)".contains("parent's task"))
    #expect(!"\(requests[3].messages)".contains("touched"))
  }

  @Test func `its tokens, requests and answers are the run's`() async throws {
    let budget = SharedBudget(Budget())
    let provider = ScriptedProvider([.content([send()]), .content([.text("answer")]), .content([Self.report])])
    let run = try await runtime(provider, budget: budget).run(task: "go", system: [])
    #expect(run.turns == 2)
    #expect(run.spending.requests == 3)
    #expect(run.usage == Usage(input: 30, output: 15))
    #expect(run.answersByModel == [3])
    #expect(await budget.spending == run.spending)
  }

  @Test func `a watcher is told of it and of its run`() async throws {
    let notices = Mutex<[RunNotice]>([])
    let provider = ScriptedProvider([.content([send()]), .content([.text("answer")]), .content([Self.report])])
    _ = try await runtime(provider, observe: { notice in notices.withLock { $0.append(notice) } })
      .run(task: "go", system: [])
    let told = notices.withLock { $0 }
    let began = try #require(
      told.firstIndex(of: .subAgentBegan(number: 1, agent: "explore", task: "who calls f?", transcript: nil)))
    let asked = try #require(told.firstIndex(of: .subAgent(number: 1, agent: "explore", .requesting(turn: 1))))
    let ended = try #require(
      told.firstIndex { if case .subAgentEnded(1, "explore", .completed("answer"), _) = $0 { true } else { false } })
    #expect(began < asked && asked < ended)
  }

  @Test func `a budget that it reaches is a result for who sent it, and the run has one outcome`() async throws {
    // The agent reads on and on: its third turn is its last, and it does not heed that.
    let reading = (0..<3).map { ScriptedProvider.Reply.content([.toolCall(Sample.call("t\($0)", "touch"))]) }
    let provider = ScriptedProvider([.content([send()])] + reading + [.content([Self.report])])
    let run = try await runtime(provider).run(task: "go", system: [])
    #expect(run.outcome == .answered(true))
    let result = try #require(results(of: run).first)
    #expect(result.isError)
    #expect(result.text == "the agent came to no answer: the limit of turns was reached")
    #expect(run.spending.requests == 5)
  }

  @Test func `an answer that it gives in its last turn says that it is incomplete`() async throws {
    let reading = (0..<2).map { ScriptedProvider.Reply.content([.toolCall(Sample.call("t\($0)", "touch"))]) }
    let provider = ScriptedProvider(
      [.content([send()])] + reading + [.content([.text("so far")]), .content([Self.report])])
    let result = try await results(of: runtime(provider).run(task: "go", system: [])).first
    #expect(result?.isError == false)
    #expect(result?.text.hasPrefix("so far\n\n[incomplete: the limit of turns came near") == true)
  }

  @Test func `the budget is one: what agents spend is not there for the run`() async throws {
    // An answer costs 15 tokens; a request reserves its prompt besides 100 for the answer.
    let budget = SharedBudget(Budget(tokens: 1500))
    let provider = ScriptedProvider(
      [.content([send()]), .content([.text("answer")])]
        + (0..<100).map { .content([.toolCall(Sample.call("x\($0)", "nothing\($0)"))]) })
    let run = try await runtime(provider, budget: budget, limits: AgentLimits(turns: 100)).run(task: "go", system: [])
    #expect(run.outcome == .budgetReached(.tokens))
    #expect(results(of: run).first?.text == "answer")
    #expect(run.spending.requests > 4)
    #expect(await budget.spending == run.spending)
    #expect(await budget.spending.usage.total <= 1500)
  }

  @Test func `its permissions are never wider than the sender's, nor than its own`() async throws {
    let wide = try definition(Self.explorer.replacing("name: explore", with: "name: other\nceiling: moderate"))
    for (own, senders, isRun) in [(true, Risk.safe, false), (true, .moderate, true), (false, .moderate, false)] {
      let touched = Touched()
      let provider = ScriptedProvider([
        .content([send()]), .content([.toolCall(Sample.call("t", "touch"))]), .content([.text("done")]),
        .content([Self.report]),
      ])
      let run = try await runtime(
        provider, explorer: own ? wide : nil, touched: Touched(risk: .moderate, counting: touched),
        permissions: PermissionPolicy(mode: .auto, ceiling: senders)
      ).run(task: "go", system: [])
      #expect(run.outcome == .answered(true))
      #expect(touched.count == (isRun ? 1 : 0), "\(own) \(senders)")
    }
  }

  @Test func `a mode that the sender has narrows the agent's`() throws {
    let agent = try definition(Self.explorer.replacing("turns: 3", with: "turns: 3\npermission_mode: auto"))
    let policy = PermissionPolicy(mode: .disabled, ceiling: .critical, isAttended: true).narrowed(for: agent)
    #expect(policy.mode == .disabled)
    #expect(policy.ceiling == .safe)
    #expect(policy.isAttended)
    #expect(policy.agent == "explore")
  }

  @Test func `an agent that could send agents is refused before anything runs`() throws {
    let recursive = try definition(Self.explorer.replacing("tools: [touch]", with: "tools: [touch, sub_agent]"))
    #expect {
      try SubAgent(recursive, choosing: [PokeTool(touched: Touched())])
    } throws: {
      ($0 as? AgentKernelError)?.code == .invalidDefinition
    }
  }

  @Test func `only so many are sent in a run`() async throws {
    let count = SubAgentTool.limit + 1
    let calls = (0..<count).map { send("s\($0)", task: "task \($0)") }
    let provider = ScriptedProvider(
      [.content(calls)] + Array(repeating: .content([.text("answer")]), count: SubAgentTool.limit)
        + [.content([Self.report])])
    let run = try await runtime(provider).run(task: "go", system: [])
    #expect(run.outcome == .answered(true))
    #expect(results(of: run).count { $0.isError && $0.text.contains("no more agents: 8 were sent") } == 1)
    #expect(run.spending.requests == SubAgentTool.limit + 2)
  }

  @Test func `a long answer is cut`() async throws {
    let provider = ScriptedProvider([
      .content([send()]), .content([.text(String(repeating: "ä", count: SubAgentTool.answerLimit))]),
      .content([Self.report]),
    ])
    let text = try #require(await results(of: runtime(provider).run(task: "go", system: [])).first?.text)
    #expect(text.utf8.count < SubAgentTool.answerLimit + 100)
    #expect(text.hasSuffix("more bytes]"))
  }

  @Test func `a model that fails in it fails for who sent it too`() async throws {
    let provider = ScriptedProvider([
      .content([send()]), .failure(ModelError(.unauthorized, "the key is wrong")), .content([Self.report]),
    ])
    let result = try #require(await results(of: runtime(provider).run(task: "go", system: [])).first)
    #expect(result.isError && result.text.contains("the key is wrong"))
  }

  @Test func `it ends when the run ends`() async throws {
    let provider = ScriptedProvider([.content([send()]), .hang])
    let runtime = try runtime(provider)
    let task = Task { await runtime.run(task: "go", system: []) }
    while provider.requests.count < 2 { await Task.yield() }
    task.cancel()
    #expect(await task.value.outcome == .interrupted)
    #expect(provider.cancellations == 1)
  }

  @Test func `what it spent before it was interrupted is the run's`() async throws {
    let provider = ScriptedProvider([
      .content([send()]), .content([.toolCall(Sample.call("t", "touch"))]), .hang,
    ])
    let runtime = try runtime(provider)
    let task = Task { await runtime.run(task: "go", system: []) }
    while provider.requests.count < 3 { await Task.yield() }
    task.cancel()
    let run = await task.value
    #expect(run.outcome == .interrupted)
    #expect(run.answersByModel == [2])
  }

  @Test func `a conversation of its own that grows long is made shorter`() async throws {
    let reading = (0..<5).map { number in
      ScriptedProvider.Reply.content([
        .text(String(repeating: "word ", count: 560)), .toolCall(Sample.call("t", "touch", "{\"n\":\(number)}")),
      ])
    }
    let provider = ScriptedProvider(
      [.content([send(task: String(repeating: "find it, ", count: 30))])] + reading
        + [.content([.text(CompactionWorld.summary)]), .content([.text("found")]), .content([Self.report])])
    let models = [AgentModel(name: "m", provider: provider, contextTokens: 6000)]
    let notices = Mutex<[RunNotice]>([])
    let observe: @Sendable (RunNotice) -> Void = { notice in notices.withLock { $0.append(notice) } }
    let explorer = try definition(Self.explorer.replacing("turns: 3", with: "turns: 20"))
    let tool = SubAgentTool(
      [try SubAgent(explorer, choosing: [PokeTool(touched: Touched())])],
      in: SubAgentSurroundings(
        models: models, maximumOutputTokens: 100, compaction: try CompactionWords.standard()))
    let run = await AgentRuntime(
      configuration: Sample.configuration(), models: models, toolbox: Toolbox([tool, EndingTool()]),
      maximumOutputTokens: 100, observe: observe
    ).run(task: "go", system: [])
    #expect(run.outcome == .answered(true))
    #expect(results(of: run).first?.text == "found")
    let isCompacted = notices.withLock { notices in
      notices.contains { if case .subAgent(1, "explore", .compacted(.summary, _, _)) = $0 { true } else { false } }
    }
    #expect(isCompacted)
  }

  @Test func `a task that says nothing and an agent that is not there are told`() async throws {
    let tool = SubAgentTool(
      [try SubAgent(definition(), choosing: [PokeTool(touched: Touched())])], in: SubAgentSurroundings())
    let answers = await ToolScheduler(Toolbox([tool])).run([
      Sample.call("1", "sub_agent", #"{"task": ""}"#), Sample.call("2", "sub_agent", #"{"task": "x", "agent": "y"}"#),
      Sample.call("3", "sub_agent", "{}"),
    ])
    #expect(answers.allSatisfy { $0.result.isError })
    #expect(answers[0].result.text.contains("1 to 16384 bytes"))
  }

  @Test func `the built-in explorer has what a run needs and changes nothing`() throws {
    let text = try #require(AgentDefinitions.texts["explore"])
    let explore = try AgentDefinition(parsing: text, source: "explore")
    #expect(explore.ceiling == .safe && explore.finalTool == nil)
    #expect(!explore.tools.contains("sub_agent"))
    #expect(try AgentConfiguration(explore).notes.repetition != nil)
  }
}

/// How often a tool was run, and how risky its calls are.
private final class Touched: Sendable {
  let risk: Risk
  private let counted: Touched?
  private let state = Mutex(0)

  init(risk: Risk = .safe, counting counted: Touched? = nil) {
    self.risk = risk
    self.counted = counted
  }

  var count: Int { state.withLock { $0 } }

  func add() {
    state.withLock { $0 += 1 }
    counted?.add()
  }
}

private struct PokeTool: Tool {
  struct Input: Decodable, Sendable {}

  let touched: Touched
  let name = "touch"
  let description = "Touches."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { touched.risk }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput {
    touched.add()
    return ToolOutput("touched \(touched.count)")
  }
}

private struct EndingTool: Tool {
  struct Input: Decodable, Sendable {}

  let name = "report"
  let description = "Ends the run."
  let inputSchema = JSONSchema(["type": "object"])

  func risk(of input: Input) -> Risk { .safe }

  func subject(of input: Input) -> CallSubject { .none }

  func effects(of input: Input) -> ToolEffects { .none }

  func run(_ input: Input) async throws -> ToolOutput { ToolOutput("ok", finalAnswer: true) }
}
