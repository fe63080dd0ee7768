import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// The last turn: who gets it, what counts in it, and what becomes of its answer.
struct LastTurnTests {
  private static let price = ModelPrice(
    rates: ModelPrice.Rates(
      input: Money(picodollars: 1_000_000), output: Money(picodollars: 10_000_000),
      cacheWrite: Money(picodollars: 1_000_000), cacheWriteHour: Money(picodollars: 1_000_000),
      cacheRead: Money(picodollars: 100_000)), origin: "test")

  private func state(
    _ limits: AgentLimits, finalTool: String? = "report", price: ModelPrice? = nil, output: Int = 100
  ) -> AgentState {
    var configuration = Sample.configuration(limits: limits, finalTool: finalTool)
    configuration.models = [AgentConfiguration.Model(name: "m", price: price)]
    configuration.maximumOutputTokens = output
    var state = AgentState(configuration)
    _ = state.step(.started(task: "go"))
    return state
  }

  /// Lets the model read once, and gives the effects that come of it.
  @discardableResult
  private func read(
    _ state: inout AgentState, _ id: String, usage: Usage = Usage(input: 10, output: 5), elapsed: Duration = .zero
  ) -> [AgentEffect] {
    _ = state.step(
      .responded(
        ModelResponse(content: [.toolCall(Sample.call(id))], stopReason: .toolUse, usage: usage), elapsed: elapsed))
    return state.step(.toolsEnded([ToolAnswer(ToolResult(callID: id, text: "x\(id)"))], elapsed: elapsed))
  }

  private func report(_ state: inout AgentState, accepted: Bool) -> [AgentEffect] {
    let effects = state.step(Sample.response([.toolCall(Sample.call("r", "report"))]))
    let result = ToolResult(callID: "r", text: accepted ? "ok" : "not what the schema wants", isError: !accepted)
    _ = state.step(.toolsEnded([ToolAnswer(result, finalAnswer: accepted ? ["n": 1] : nil)], elapsed: .zero))
    return effects
  }

  @Test func `the last of the turns is for the answer, which is marked`() {
    var state = state(AgentLimits(turns: 2))
    let effects = read(&state, "1")
    #expect(effects.contains(.notify(.lastTurn(.turns))))
    #expect(state.log.last == .results([ToolResult(callID: "1", text: "x1")], note: "last turn"))
    #expect(state.openRequest.purpose == .finalAnswer)
    _ = report(&state, accepted: true)
    #expect(state.outcome == .incomplete(["n": 1], .turns))
    #expect(state.turns == 2)
  }

  @Test func `where there is one turn, it is the last`() {
    var state = state(AgentLimits(turns: 1))
    #expect(state.log == [.instruction("go\n\nlast turn")])
    _ = report(&state, accepted: true)
    #expect(state.outcome == .incomplete(["n": 1], .turns))
  }

  @Test func `an answer that the schema refuses leaves the limit as the outcome`() {
    var state = state(AgentLimits(turns: 1))
    _ = report(&state, accepted: false)
    #expect(state.outcome == .budgetReached(.turns))
    expectWholeLog(state.log)
  }

  @Test(arguments: [
    ([ContentBlock.text("words")], StopReason.endTurn), ([.toolCall(Sample.call("1"))], .toolUse), ([], .endTurn),
    ([.toolCall(Sample.call("1", "report"))], .maximumTokens), ([.text("so far")], .pause),
  ])
  func `nothing else counts in the last turn, and nothing else is run`(content: [ContentBlock], reason: StopReason) {
    var state = state(AgentLimits(turns: 1))
    let effects = state.step(Sample.response(content, reason))
    #expect(!effects.contains { if case .runTools = $0 { true } else { false } })
    #expect(state.outcome == .budgetReached(.turns))
    expectWholeLog(state.log)
  }

  @Test func `of several calls only the final tool's is run`() {
    var state = state(AgentLimits(turns: 1))
    let final = Sample.call("2", "report")
    let effects = state.step(Sample.response([.toolCall(Sample.call("1")), .toolCall(final)]))
    #expect(effects.contains(.runTools([final])))
    _ = state.step(
      .toolsEnded([ToolAnswer(ToolResult(callID: "2", text: "ok"), finalAnswer: ["n": 2])], elapsed: .zero))
    #expect(state.outcome == .incomplete(["n": 2], .turns))
    expectWholeLog(state.log)
  }

  @Test func `an agent without a final tool answers in words`() {
    var state = state(AgentLimits(turns: 2), finalTool: nil)
    read(&state, "1")
    _ = state.step(Sample.response([.text("as far as I know")], .endTurn))
    #expect(state.outcome == .incomplete("as far as I know", .turns))
    var reading = self.state(AgentLimits(turns: 1), finalTool: nil)
    _ = reading.step(Sample.response([.text("and"), .toolCall(Sample.call("1"))]))
    #expect(reading.outcome == .budgetReached(.turns))
  }

  @Test func `when most of the time has passed, the rest is for the answer`() {
    var state = state(AgentLimits(time: .seconds(10)))
    #expect(!read(&state, "1", elapsed: .seconds(2)).contains(.notify(.lastTurn(.time))))
    // A turn took four seconds, and four are left: another one might leave none for the answer.
    #expect(read(&state, "2", elapsed: .seconds(6)).contains(.notify(.lastTurn(.time))))
    _ = report(&state, accepted: true)
    #expect(state.outcome == .incomplete(["n": 1], .time))
  }

  @Test func `tokens are reserved for the worst case, and the answer is paid from what is held back`() {
    var state = state(AgentLimits(turns: 20, tokens: 1000))
    // 300 in and 10 out: the next prompt has 310 and what was read, and its answer up to 100.
    let effects = read(&state, "1", usage: Usage(input: 300, output: 10))
    #expect(effects.contains(.notify(.lastTurn(.tokens))))
    #expect(state.openRequest.worst.tokens > 410 && state.openRequest.worst.tokens <= 690)
    _ = report(&state, accepted: true)
    #expect(state.outcome == .incomplete(["n": 1], .tokens))
    #expect(state.ledger.spent.tokens <= 1000)
  }

  @Test func `a budget with room for no request sends none`() {
    let state = state(AgentLimits(turns: 20, tokens: 1000), output: 2000)
    #expect(state.outcome == .budgetReached(.tokens))
    #expect(state.turns == 0)
    #expect(state.log == [.instruction("go")])
  }

  @Test func `money is a limit like the others`() {
    // A token of an answer costs a hundred-thousandth of a dollar, so that 100 of them cost a tenth of a cent.
    let limits = AgentLimits(turns: 20, money: Money(dollars: "0.003"))
    var state = state(limits, price: Self.price)
    #expect(state.openRequest.worst.money == Money(dollars: "0.001001"))
    let effects = read(&state, "1", usage: Usage(input: 500, output: 90))
    #expect(effects.contains(.notify(.lastTurn(.money))))
    #expect(state.spending.cost.money == Money(dollars: "0.0014"))
    _ = report(&state, accepted: true)
    #expect(state.outcome == .incomplete(["n": 1], .money))
  }

  @Test func `under a limit of money a model without a known price is not asked`() {
    let state = state(AgentLimits(turns: 20, money: Money(dollars: "1000")))
    #expect(state.outcome == .budgetReached(.money))
  }

  @Test func `without a price tokens are counted and no cost is guessed`() {
    var state = state(AgentLimits(turns: 20))
    read(&state, "1", usage: Usage(input: 500, output: 90))
    #expect(state.spending.cost == Cost(unpricedTokens: 590))
  }

  @Test func `a shared budget's refusal gives the last turn, and a second one ends the run`() {
    var state = state(AgentLimits(turns: 20))
    let effects = state.step(.budgetRefused(.money))
    #expect(effects == [.notify(.lastTurn(.money)), .notify(.requesting(turn: 1)), .request(after: .zero)])
    #expect(state.log.last == .instruction("last turn"))
    #expect(state.step(.budgetRefused(.money)) == [.finish(.budgetReached(.money))])
  }

  @Test func `a failed request gives its room back`() {
    var state = state(AgentLimits(turns: 20, tokens: 1000))
    #expect(state.ledger.hasReservations)
    _ = state.step(.requestFailed(ModelError(.unauthorized, "no"), requestElapsed: .zero, jitter: 0))
    #expect(!state.ledger.hasReservations)
    #expect(state.ledger.spent.tokens == 0)
  }

  @Test func `what tools spend on models counts`() {
    var state = state(AgentLimits(turns: 20, tokens: 10_000))
    _ = state.step(Sample.response([.toolCall(Sample.call("1"))]))
    let spent = Spending(requests: 3, usage: Usage(input: 9_500), cost: Cost(unpricedTokens: 9_500))
    let effects = state.step(
      .toolsEnded([ToolAnswer(ToolResult(callID: "1", text: "x"), spending: spent)], elapsed: .zero))
    #expect(effects.contains(.notify(.lastTurn(.tokens))))
    #expect(state.spending.requests == 4)
    #expect(state.ledger.spent.turns == 1)
  }

  @Test func `a model that goes in circles is told, then stopped`() {
    var state = state(AgentLimits(turns: 20))
    func again(_ id: String) -> [AgentEffect] {
      _ = state.step(Sample.response([.toolCall(Sample.call(id))]))
      return state.step(.toolsEnded([ToolAnswer(ToolResult(callID: id, text: "same"))], elapsed: .zero))
    }
    _ = again("1")
    _ = again("2")
    #expect(again("3").contains(.notify(.repetition)))
    #expect(state.log.last == .results([ToolResult(callID: "3", text: "same")], note: "again"))
    #expect(again("4") == [.finish(.wentInCircles)])
    expectWholeLog(state.log)
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 4_000))
  func `whatever the model does, no more than one answer goes beyond the limit of tokens, and one outcome comes`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    var state = state(AgentLimits(turns: 15, tokens: Int.random(in: 500...5_000, using: &random)), output: 50)
    var most = 0
    for turn in 0..<40 where state.outcome == nil {
      let worst = state.openRequest.worst.tokens
      let used = Usage(input: Int.random(in: 0...worst, using: &random), output: Int.random(in: 0...50, using: &random))
      most = max(most, used.input + used.output - worst)
      if Int.random(in: 0..<8, using: &random) == 0 {
        _ = report(&state, accepted: Bool.random(using: &random))
      } else {
        read(&state, "\(turn)", usage: used)
      }
      #expect(state.ledger.spent.tokens <= (state.configuration.limits.tokens) + max(0, most))
    }
    #expect(state.outcome != nil)
    #expect(!state.ledger.hasReservations)
    expectWholeLog(state.log)
  }
}
