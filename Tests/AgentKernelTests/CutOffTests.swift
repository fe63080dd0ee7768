import AgentKernel
import HTTP
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// What requests cost that brought no whole answer: providers bill what they have read, so an estimate of it counts.
@Suite(.timeLimit(.minutes(1))) struct CutOffTests {
  private static let price = ModelPrice(
    rates: ModelPrice.Rates(
      input: Money(picodollars: 1_000_000), output: Money(picodollars: 10_000_000),
      cacheWrite: Money(picodollars: 1_000_000), cacheWriteHour: Money(picodollars: 1_000_000),
      cacheRead: Money(picodollars: 100_000)), origin: "test")

  private static let broken = ModelError(.incompleteStream, "the stream ended early")

  private func state(_ limits: AgentLimits = AgentLimits(turns: 20)) -> AgentState {
    var configuration = Sample.configuration(limits: limits)
    configuration.models = [AgentConfiguration.Model(name: "m", price: Self.price)]
    configuration.maximumOutputTokens = 100
    var state = AgentState(configuration)
    _ = state.step(.started(task: "go"))
    return state
  }

  @Test func `what the provider had counted is taken, and the rest is estimated`() {
    let open = OpenRequest(
      worst: BudgetLedger.Amount(), purpose: .work, promptTokens: 1000, bytesPerToken: 4)
    #expect(open.cutOff(counted: Usage(), answerBytes: 41) == Usage(input: 1000, output: 11))
    let counted = Usage(input: 10, output: 1, cacheRead: 800, cacheWrite: 90)
    #expect(open.cutOff(counted: counted, answerBytes: 0) == counted)
    #expect(open.cutOff(counted: counted, answerBytes: 400).output == 100)
  }

  @Test func `an answer that is cut off counts in tokens and money, as an estimate, and is no turn`() {
    var state = state()
    let used = Usage(input: 500, output: 20)
    let effects = state.step(.requestFailed(Self.broken, requestElapsed: .zero, jitter: 0, cutOff: used))
    let cost = Cost(
      money: Money(picodollars: 700_000_000), estimatedTokens: 520, estimated: Money(picodollars: 700_000_000))
    #expect(effects.first == .notify(.cutOff(usage: used, cost: cost)))
    #expect(effects.last == .request(after: .zero))
    #expect(state.spending == Spending(usage: used, cost: cost))
    #expect(state.ledger.spent == BudgetLedger.Amount(tokens: 520, money: cost.money))
    #expect(state.ledger.hasReservations && state.turns == 0)
    _ = state.step(Sample.response([.toolCall(Sample.call("1"))]))
    #expect(state.spending.cost.estimatedTokens == 520)
    #expect(state.spending.usage == Usage(input: 510, output: 25))
    #expect(state.ledger.spent.turns == 1)
  }

  @Test func `a request that was refused costs nothing`() {
    var state = state()
    _ = state.step(.requestFailed(ModelError(.overloaded, "529"), requestElapsed: .zero, jitter: 0))
    #expect(state.spending == Spending())
  }

  @Test func `what is cut off again and again uses the budget up, and the rest is for the answer`() {
    var state = state(AgentLimits(turns: 20, tokens: 1000))
    let effects = state.step(
      .requestFailed(Self.broken, requestElapsed: .zero, jitter: 0, cutOff: Usage(input: 750, output: 0)))
    #expect(effects.contains(.notify(.lastTurn(.tokens))))
    #expect(state.outcome == nil)
    let last = state.step(
      .requestFailed(Self.broken, requestElapsed: .zero, jitter: 0, cutOff: Usage(input: 200, output: 0)))
    #expect(last.last == .finish(.budgetReached(.tokens)))
    #expect(state.ledger.spent.tokens == 950 && !state.ledger.hasReservations)
  }

  @Test func `a request that the end of the run cuts off counts too, behind the end`() {
    var state = state()
    #expect(state.step(.deadlineReached) == [.finish(.budgetReached(.time))])
    let effects = state.step(.requestCancelled(Usage(input: 300)))
    #expect(effects.count == 1)
    #expect(state.spending.cost.estimatedTokens == 300)
    #expect(state.outcome == .budgetReached(.time))
  }

  private func runtime(
    _ provider: ScriptedProvider, budget: SharedBudget, observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) -> AgentRuntime {
    var configuration = Sample.configuration()
    configuration.retryPolicy.base = .zero
    return AgentRuntime(
      configuration: configuration, models: [AgentModel(name: "m", provider: provider, price: Self.price)],
      toolbox: Toolbox([RecordedFinalTool()]), maximumOutputTokens: 100, budget: budget, observe: observe)
  }

  @Test func `a stream that ends early is settled in the run, in the shared budget and in the run's answer`()
    async throws
  {
    let budget = SharedBudget(Budget())
    let notices = Mutex<[RunNotice]>([])
    let counted = Usage(input: 900, output: 1, cacheRead: 100)
    let provider = ScriptedProvider([
      .begun([.started(counted), .text(String(repeating: "word ", count: 60))], Self.broken),
      .failure(ModelError(.overloaded, "529")),
      .content([.toolCall(Sample.call("r", "report", #"{"count": 1}"#))]),
    ])
    let run = await runtime(provider, budget: budget, observe: { notice in notices.withLock { $0.append(notice) } })
      .run(task: "go", system: [])
    #expect(run.outcome == .answered(["count": 1]))
    // 300 bytes make a hundred tokens before anything was learnt.
    #expect(run.usage == Usage(input: 910, output: 105, cacheRead: 100))
    #expect(run.spending.requests == 1 && run.spending.cost.estimatedTokens == 1100)
    #expect(await budget.spending == run.spending)
    #expect(await budget.reserved == BudgetLedger.Amount())
    let told = notices.withLock { $0.filter { if case .cutOff = $0 { true } else { false } } }
    #expect(told.count == 1)
  }

  @Test(arguments: [
    ScriptedProvider.Reply.hang, .begun([.started(Usage(input: 900, output: 1))], nil),
  ])
  func `a request that an interruption cuts off is settled`(reply: ScriptedProvider.Reply) async throws {
    let budget = SharedBudget(Budget())
    let provider = ScriptedProvider([reply])
    let runtime = runtime(provider, budget: budget)
    let task = Task { await runtime.run(task: "go", system: []) }
    await provider.waitForRequest()
    task.cancel()
    let run = await task.value
    #expect(run.outcome == .interrupted)
    #expect(run.spending.cost.estimatedTokens > 0 && run.spending.requests == 0)
    #expect(run.usage.prompt == 900 || run.usage.prompt < 100)
    #expect(await budget.spending.usage == run.usage)
    #expect(await budget.spending.cost == run.spending.cost)
    #expect(await budget.reserved == BudgetLedger.Amount())
  }

  @Test func `it stands in the transcript, and a resumed run counts it`() async throws {
    let agent = try RecordedAgent()
    let (first, _, id) = try await agent.run([
      RecordedAgent.script[0], .begun([.started(Usage(input: 900, output: 1))], ModelError(.unauthorized, "no key")),
    ])
    #expect(first.usage == Usage(input: 910, output: 6))
    let transcript = try #require(try agent.transcripts.read(id).agents.first)
    let line = try #require(transcript.lines.first { $0.type == "request_cut_off" })
    #expect(line["usage"]?["input"] == 900 && line["cost"]?["estimated_tokens"] == 901)
    let (run, _, _) = try await agent.run(Array(RecordedAgent.script.dropFirst()), from: try agent.origin(id))
    #expect(run.outcome == .answered(["count": 3]))
    #expect(run.usage == Usage(input: 930, output: 16))
    #expect(run.spending.cost.estimatedTokens == 901 && run.turns == 3)
  }
}
