import AgentKernel
import HTTP
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// Runs with more than one model, small windows, and models that are down.
@Suite(.timeLimit(.minutes(1))) struct ModelChainTests {
  private func state(_ models: AgentConfiguration.Model...) -> AgentState {
    var configuration = Sample.configuration()
    configuration.models = models
    configuration.maximumOutputTokens = 1000
    var state = AgentState(configuration)
    _ = state.step(.started(task: "go"))
    return state
  }

  private static func failure(_ code: ModelError.Code, elapsed: Duration = .zero) -> AgentEvent {
    .requestFailed(ModelError(code, "scripted"), requestElapsed: elapsed, jitter: 0)
  }

  // MARK: The reducer

  @Test(arguments: [
    (ModelError.Code.unauthorized, true), (.notFound, true), (.quotaExhausted, true), (.invalidRequest, false),
    (.contextTooLong, false), (.circuitOpen, false),
  ])
  func `what will not pass switches to the next model at once`(code: ModelError.Code, isCounted: Bool) {
    var state = state(.init(name: "a"), .init(name: "b"))
    let effects = state.step(Self.failure(code))
    let error = ModelError(code, "scripted")
    #expect(
      effects == [.notify(.requestFailed(error, attempt: 1, retryingAfter: nil))]
        + (isCounted ? [.recordFailure(error, model: 0)] : [])
        + [.notify(.switchedModel(from: "a", to: "b")), .request(after: .zero)])
    #expect(state.modelIndex == 1)
    // The last one's failure is the run's.
    _ = state.step(Self.failure(code))
    #expect(state.outcome == (code == .contextTooLong ? .budgetReached(.context) : .providerFailed(error)))
  }

  @Test func `what may pass switches when the retries are used up, and the next model has its own`() {
    var state = state(.init(name: "a"), .init(name: "b"))
    for _ in 0..<5 { #expect(state.step(Self.failure(.overloaded)).contains(.request(after: .zero))) }
    #expect(state.modelIndex == 0)
    #expect(state.step(Self.failure(.overloaded)).contains(.notify(.switchedModel(from: "a", to: "b"))))
    for _ in 0..<5 { _ = state.step(Self.failure(.overloaded)) }
    #expect(state.outcome == nil)
    _ = state.step(Self.failure(.overloaded))
    #expect(state.outcome == .providerFailed(ModelError(.overloaded, "scripted")))
  }

  @Test(arguments: [ModelError.Code.timeout, .incompleteStream])
  func `an attempt that was cut past the deadline is tried once more, where no other model can answer`(
    code: ModelError.Code
  ) {
    var alone = state(.init(name: "a"))
    #expect(alone.step(Self.failure(code, elapsed: .seconds(60))).contains(.request(after: .zero)))
    _ = alone.step(Self.failure(code, elapsed: .seconds(121)))
    #expect(alone.outcome == .providerFailed(ModelError(code, "scripted")))
    var chain = state(.init(name: "a"), .init(name: "b"))
    #expect(
      chain.step(Self.failure(code, elapsed: .seconds(60))).contains(.notify(.switchedModel(from: "a", to: "b"))))
    // The last one has a retry of its own.
    #expect(chain.step(Self.failure(code, elapsed: .seconds(60))).contains(.request(after: .zero)))
    #expect(chain.outcome == nil)
    var busy = state(.init(name: "a"))
    _ = busy.step(Self.failure(.serverError, elapsed: .seconds(60)))
    #expect(busy.outcome == .providerFailed(ModelError(.serverError, "scripted")))
  }

  @Test func `a conversation that is too long goes only to a model with more room`() {
    var state = state(
      .init(name: "a", contextTokens: 8000), .init(name: "b", contextTokens: 8000),
      .init(name: "c", contextTokens: 9000))
    _ = state.step(Self.failure(.contextTooLong))
    #expect(state.modelIndex == 2)
    _ = state.step(Self.failure(.contextTooLong))
    #expect(state.outcome == .budgetReached(.context))
  }

  @Test func `a recording that lacks an answer is no reason to ask another model`() {
    var state = state(.init(name: "a"), .init(name: "b"))
    _ = state.step(Self.failure(.notRecorded))
    #expect(state.outcome == .providerFailed(ModelError(.notRecorded, "scripted")))
  }

  @Test func `after a switch the thinking of the model before is gone, and the rest stands`() {
    var state = state(.init(name: "a"), .init(name: "b"))
    let thinking = ContentBlock.thinking(text: "hm", signature: "s")
    _ = state.step(Sample.response([thinking, .toolCall(Sample.call("1"))]))
    _ = state.step(.toolsEnded([ToolAnswer(ToolResult(callID: "1", text: "ok"))], elapsed: .zero))
    let before = state.log.messages
    #expect(before[1].content.contains(thinking))
    #expect(!state.log.hasForeignResponses)
    _ = state.step(Self.failure(.unauthorized))
    #expect(state.log.hasForeignResponses)
    #expect(state.log.messages[1].content == [.toolCall(Sample.call("1"))])
    _ = state.step(Sample.response([thinking, .toolCall(Sample.call("2"))]))
    #expect(state.log.messages.last?.content.contains(thinking) == true)
  }

  // MARK: The window

  @Test func `results are cut to what the window has left, the large one most`() {
    var state = state(.init(name: "a", contextTokens: 4000))
    let calls = [Sample.call("1"), Sample.call("2")]
    _ = state.step(
      .responded(
        ModelResponse(
          content: calls.map(ContentBlock.toolCall), stopReason: .toolUse, usage: Usage(input: 1800, output: 72)),
        elapsed: .zero))
    let long = String(repeating: "x", count: 20_000)
    let answers = [long, "short"].enumerated().map {
      ToolAnswer(ToolResult(callID: calls[$0.offset].id, text: $0.element))
    }
    _ = state.step(.toolsEnded(answers, elapsed: .zero))
    guard case .results(let results, _)? = state.log.last else {
      Issue.record("no results")
      return
    }
    // 4000 - 1800 - 72 - 1000 for the answer - 128 in reserve, two bytes each.
    #expect(results[0].text.hasPrefix(String(repeating: "x", count: 1900)))
    #expect(results[0].text.contains("more bytes have no place"))
    #expect(results[0].text.utf8.count <= 1995)
    #expect(results[1].text == "short")
  }

  @Test func `a window that is nearly full makes this the last turn`() {
    var state = state(.init(name: "a", contextTokens: 4000))
    _ = state.step(
      .responded(
        ModelResponse(
          content: [.toolCall(Sample.call("1"))], stopReason: .toolUse, usage: Usage(input: 2500, output: 50)),
        elapsed: .zero))
    _ = state.step(.toolsEnded([ToolAnswer(ToolResult(callID: "1", text: "ok"))], elapsed: .zero))
    #expect(state.log.last == .results([ToolResult(callID: "1", text: "ok")], note: "last turn"))
  }

  // MARK: The runtime

  private func runtime(
    _ models: [AgentModel], retries: Int = 0, observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) -> AgentRuntime {
    var configuration = Sample.configuration(finalTool: nil)
    configuration.retryPolicy.maximumRetries = retries
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: Toolbox([]), maximumOutputTokens: 100,
      thinkingBudget: 10, observe: observe)
  }

  @Test func `the next model is asked by its name, and the answers are counted`() async {
    let first = ScriptedProvider([.failure(ModelError(.unauthorized, "no"))])
    let second = ScriptedProvider([.content([.text("done")])])
    let run = await runtime([AgentModel(name: "a", provider: first), AgentModel(name: "b", provider: second)])
      .run(task: "go", system: [])
    #expect(run.outcome == .completed("done"))
    #expect(run.answersByModel == [0, 1])
    #expect(second.requests.map(\.model) == ["b"])
    #expect(second.requests.first?.thinkingBudget == 10)
  }

  @Test func `runs share the breaker: after three failed ones nobody asks, and the error says until when`() async {
    let provider = ScriptedProvider((0..<9).map { _ in .failure(ModelError(.serverError, "down")) })
    let model = AgentModel(name: "a", provider: provider)
    let notices = Mutex<[RunNotice]>([])
    let runtime = runtime([model], observe: { notice in notices.withLock { $0.append(notice) } })
    for _ in 0..<3 {
      #expect(await runtime.run(task: "go", system: []).outcome == .providerFailed(ModelError(.serverError, "down")))
    }
    guard case .providerFailed(let error) = await runtime.run(task: "go", system: []).outcome else {
      Issue.record("no failure")
      return
    }
    #expect(error.code == .circuitOpen)
    #expect(error.description.contains("a is not asked for another 30 s"))
    #expect(provider.requests.count == 3)
    let hasOpened = notices.withLock { notices in
      notices.contains { if case .circuitChanged(.open, model: "a") = $0 { true } else { false } }
    }
    #expect(hasOpened)
  }

  @Test func `an open breaker goes on with the next model at once`() async {
    let first = ScriptedProvider([])
    let breaker = SharedCircuitBreaker(CircuitBreaker.Policy(threshold: 1))
    _ = await breaker.record(.operationFailed(retryAfter: nil), of: .ordinary, at: .now)
    let second = ScriptedProvider([.content([.text("done")])])
    let models = [
      AgentModel(name: "a", provider: first, breaker: breaker), AgentModel(name: "b", provider: second),
    ]
    #expect(await runtime(models).run(task: "go", system: []).outcome == .completed("done"))
    #expect(first.requests.isEmpty)
  }

  @Test func `a probe that is cancelled does not keep the breaker shut for ever`() async {
    let breaker = SharedCircuitBreaker(CircuitBreaker.Policy(threshold: 1, cooldown: .zero))
    _ = await breaker.record(.operationFailed(retryAfter: nil), of: .ordinary, at: .now)
    let provider = ScriptedProvider([.hang])
    let runtime = runtime([AgentModel(name: "a", provider: provider, breaker: breaker)])
    let task = Task { await runtime.run(task: "go", system: []) }
    await provider.waitForRequest()
    #expect(await breaker.state == .halfOpen(isProbing: true))
    task.cancel()
    #expect(await task.value.outcome == .interrupted)
    #expect(await breaker.state == .halfOpen(isProbing: false))
  }

  @Test func `a model that is silent is given up when another one could answer`() async {
    let silent = ScriptedProvider([.hang])
    let second = ScriptedProvider([.content([.text("done")])])
    var configuration = Sample.configuration(finalTool: nil)
    configuration.retryPolicy.deadline = .milliseconds(50)
    let runtime = AgentRuntime(
      configuration: configuration,
      models: [AgentModel(name: "a", provider: silent), AgentModel(name: "b", provider: second)],
      toolbox: Toolbox([]), maximumOutputTokens: 100)
    #expect(await runtime.run(task: "go", system: []).outcome == .completed("done"))
    #expect(silent.cancellations == 1)
  }
}
