package import Models

/// Carries out what a run's reducer decides: asks the model, runs the tools, watches the clock.
package struct AgentRuntime: Sendable {
  private let configuration: AgentConfiguration
  private let provider: any ModelProvider
  private let model: String
  private let toolbox: Toolbox
  private let maximumOutputTokens: Int
  private let thinkingBudget: Int?
  private let observe: @Sendable (RunNotice) -> Void

  /// A runtime for runs of one agent.
  ///
  /// - Parameters:
  ///   - configuration: the limits, the retries and the words of the run's decisions.
  ///   - provider: who answers.
  ///   - model: the model's name, as the provider knows it.
  ///   - toolbox: what the model may call.
  ///   - maximumOutputTokens: the most tokens of one answer, without its thinking.
  ///   - thinkingBudget: tokens that the model may think before each answer; nil for none.
  ///   - observe: is told of requests, answers, retries and repairs, in order.
  package init(
    configuration: AgentConfiguration, provider: any ModelProvider, model: String, toolbox: Toolbox,
    maximumOutputTokens: Int, thinkingBudget: Int? = nil,
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.provider = provider
    self.model = model
    self.toolbox = toolbox
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
    self.observe = observe
  }

  /// Runs from the task to the one outcome.
  ///
  /// Cancelling the calling task ends the run with `.interrupted`; whatever was under way is cancelled and awaited, so
  /// that nothing outlives the call.
  ///
  /// - Parameters:
  ///   - task: the first message.
  ///   - system: the system prompt's sections, what never changes first.
  package func run(task: String, system: [SystemSection]) async -> AgentRun {
    let start = ContinuousClock.now
    var state = AgentState(configuration)
    let outcome = await withTaskGroup(of: AgentEvent?.self) { group in
      if let limit = configuration.limits.time {
        group.addTask {
          // A cancelled sleep means that the run ended first.
          (try? await Task.sleep(for: limit, clock: .continuous)).map { .deadlineReached }
        }
      }
      var requestStart = start
      var event: AgentEvent? = .started(task: task)
      while true {
        for effect in event.map({ state.step($0) }) ?? [] {
          switch effect {
          case .notify(let notice):
            if case .requesting = notice { requestStart = .now }
            observe(notice)
          case .request(let wait):
            let request = request(for: state.log, system: system)
            let firstAttempt = requestStart
            group.addTask { await ask(request, after: wait, firstAttempt: firstAttempt, runStart: start) }
          case .runTools(let calls):
            group.addTask {
              .toolsEnded(await ToolScheduler(toolbox).run(calls), elapsed: start.duration(to: .now))
            }
          case .finish(let outcome):
            group.cancelAll()
            return outcome
          }
        }
        if Task.isCancelled {
          event = .interrupted
        } else {
          event = await group.next() ?? .interrupted
        }
      }
    }
    return AgentRun(
      outcome: outcome, log: state.log, usage: state.usage, turns: state.turns, time: start.duration(to: .now))
  }

  private func request(for log: [LogEntry], system: [SystemSection]) -> ModelRequest {
    ModelRequest(
      model: model, system: system, tools: toolbox.specifications, messages: log.messages,
      maximumOutputTokens: maximumOutputTokens + (thinkingBudget ?? 0), thinkingBudget: thinkingBudget)
  }

  private func ask(
    _ request: ModelRequest, after wait: Duration, firstAttempt: ContinuousClock.Instant,
    runStart: ContinuousClock.Instant
  ) async -> AgentEvent {
    do {
      if wait > .zero { try await Task.sleep(for: wait, clock: .continuous) }
      let response = try await provider.respond(to: request, progress: { _ in })
      return .responded(response, elapsed: runStart.duration(to: .now))
    } catch is CancellationError {
      return .interrupted
    } catch {
      let known = error as? ModelError ?? ModelError(.network, "\(error)")
      return .requestFailed(
        known, requestElapsed: firstAttempt.duration(to: .now), jitter: Double.random(in: 0..<1))
    }
  }
}
