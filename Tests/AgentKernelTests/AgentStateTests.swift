import AgentKernel
import HTTP
import JSON
import Models
import TestSupport
import Testing

/// The reducer, driven by worlds that answer each effect at random, and by events that nobody asked for.
struct AgentStateTests {
  @Test(arguments: Sweep.seeds(sample: 400, full: 3_000))
  func `every run ends in one outcome with all calls paired`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let models = (0..<Int.random(in: 1...3, using: &random)).map { number in
      AgentConfiguration.Model(name: "m\(number)", contextTokens: Bool.random(using: &random) ? 4000 : nil)
    }
    var world = RandomWorld(
      limits: AgentLimits(turns: Int.random(in: 1...12, using: &random), tokens: 50_000), models: models)
    world.run(using: &random)
    #expect(world.finishes == 1)
    #expect(world.state.outcome != nil)
    expectWholeLog(world.state.log)
  }

  @Test(arguments: Sweep.seeds(sample: 200, full: 2_000))
  func `the log only grows, whatever happens`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var state = AgentState(Sample.configuration())
    for _ in 0..<60 {
      let before = state.log
      let outcome = state.outcome
      let effects = state.step(RandomWorld.anyEvent(using: &random))
      #expect(Array(state.log.prefix(before.count)) == before)
      if outcome != nil {
        #expect(effects.isEmpty)
        #expect(state.outcome == outcome)
      }
    }
  }

  @Test func `a call is never run from an answer that was cut off`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    let effects = state.step(Sample.response([.toolCall(Sample.call("1"))], .maximumTokens))
    #expect(!effects.contains { if case .runTools = $0 { true } else { false } })
    expectWholeLog(state.log)
    #expect(state.log.last == .results([ToolResult(callID: "1", text: "cut off", isError: true)], note: nil))
  }

  @Test func `the final tool's answer ends the run`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    _ = state.step(Sample.response([.toolCall(Sample.call("1"))]))
    let answer = ToolAnswer(ToolResult(callID: "1", text: "ok"), finalAnswer: ["n": 1])
    #expect(state.step(.toolsEnded([answer], elapsed: .zero)) == [.finish(.answered(["n": 1]))])
  }

  @Test func `words without the final tool are sent back twice, then the answer is invalid`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    for _ in 0..<2 {
      let effects = state.step(Sample.response([.text("done")], .endTurn))
      #expect(effects.contains(.request(after: .zero)))
      #expect(state.log.last == .instruction("no answer"))
    }
    _ = state.step(Sample.response([.text("done")], .endTurn))
    #expect(state.outcome == .invalidOutput("it ended without an answer"))
  }

  @Test func `words end a run without a final tool`() {
    var state = AgentState(Sample.configuration(finalTool: nil))
    _ = state.step(.started(task: "go"))
    _ = state.step(Sample.response([.text("done")], .endTurn))
    #expect(state.outcome == .completed("done"))
  }

  @Test func `call ids are made distinct before they enter the log`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    let effects = state.step(
      Sample.response([
        .toolCall(Sample.call("same")), .toolCall(Sample.call("same")), .toolCall(Sample.call("")),
      ]))
    var calls: [ToolCall] = []
    for case .runTools(let asked) in effects { calls += asked }
    #expect(Set(calls.map(\.id)).count == 3)
    #expect(!calls.contains { $0.id.isEmpty })
  }

  @Test(arguments: [
    (ModelError(.unauthorized, "no"), false), (ModelError(.overloaded, "busy"), true),
    (ModelError(.quotaExhausted, "no money"), false), (ModelError(.incompleteStream, "cut"), true),
    (ModelError(.contextTooLong, "long"), false),
  ])
  func `only what may pass is tried again`(error: ModelError, isRetried: Bool) {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    let effects = state.step(.requestFailed(error, requestElapsed: .zero, jitter: 0.5))
    #expect((state.outcome == nil) == isRetried)
    #expect(effects.contains { if case .request = $0 { true } else { false } } == isRetried)
  }

  @Test func `a provider that fails for ever is given up`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    var elapsed = Duration.zero
    for _ in 0..<20 where state.outcome == nil {
      let effects = state.step(
        .requestFailed(ModelError(.serverError, "500"), requestElapsed: elapsed, jitter: 0.99))
      for case .request(let wait) in effects { elapsed += wait }
    }
    #expect(state.outcome == .providerFailed(ModelError(.serverError, "500")))
    #expect(elapsed <= .seconds(60))
  }

  @Test func `a refusal and an outgrown window are outcomes of their own`() {
    for (reason, outcome) in [
      (StopReason.refusal, Outcome.refused), (.contextWindowExceeded, .budgetReached(.context)),
    ] {
      var state = AgentState(Sample.configuration())
      _ = state.step(.started(task: "go"))
      _ = state.step(Sample.response([.toolCall(Sample.call("1"))], reason))
      #expect(state.outcome == outcome)
      expectWholeLog(state.log)
    }
  }

  @Test func `a paused turn is sent back as it is`() {
    var state = AgentState(Sample.configuration())
    _ = state.step(.started(task: "go"))
    let effects = state.step(Sample.response([.text("so far")], .pause))
    #expect(effects.contains(.request(after: .zero)))
    #expect(state.log.last == .response([.text("so far")]))
  }
}

/// Every response with calls is followed by results for the same calls in the same order, and no id is used twice.
func expectWholeLog(_ log: [LogEntry], sourceLocation: SourceLocation = #_sourceLocation) {
  var ids: Set<String> = []
  for (index, entry) in log.enumerated() {
    guard case .response(let content) = entry else { continue }
    let calls = content.compactMap { if case .toolCall(let call) = $0 { call.id } else { nil } }
    guard !calls.isEmpty else { continue }
    for id in calls { #expect(ids.insert(id).inserted, "\(id) is used twice", sourceLocation: sourceLocation) }
    let next = index + 1 < log.count ? log[index + 1] : nil
    guard case .results(let results, _)? = next else {
      Issue.record("the calls \(calls) have no results", sourceLocation: sourceLocation)
      continue
    }
    #expect(results.map(\.callID) == calls, sourceLocation: sourceLocation)
  }
}
