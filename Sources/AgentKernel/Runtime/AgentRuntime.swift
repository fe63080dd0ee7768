internal import HTTP
internal import JSON
package import Models

/// Carries out what a run's reducer decides: asks the model, runs the tools, watches the clock.
public struct AgentRuntime: Sendable {
  private let configuration: AgentConfiguration
  private let models: [AgentModel]
  private let toolbox: Toolbox
  private let maximumOutputTokens: Int
  private let thinkingBudget: Int?
  private let permissions: PermissionPolicy
  private let budget: SharedBudget?
  private let ask: ToolScheduler.Asking
  private let hooks: AgentHooks
  private let outputs: (any OutputStore)?
  private let observe: @Sendable (RunNotice) -> Void

  /// A runtime for runs of one agent.
  ///
  /// - Parameters:
  ///   - configuration: the limits, the retries and the words of the run's decisions.
  ///   - models: who answers, at least one; each after the first only when the ones before it fail.
  ///   - toolbox: what the model may call.
  ///   - maximumOutputTokens: the most tokens of one answer, without its thinking.
  ///   - thinkingBudget: tokens that the model may think before each answer; nil for none.
  ///   - permissions: which calls may run; unless given, those that are safe.
  ///   - budget: what this run shares with others; nil when it has only its own limits.
  ///   - ask: asks a person where an attended policy wants it; unless given, the answer is no.
  ///   - hooks: are asked about each call, each turn and the end.
  ///   - outputs: keeps results that are too long for the conversation; of no use without `read_output`.
  ///   - observe: is told of requests, answers, retries and repairs, in order.
  package init(
    configuration: AgentConfiguration, models: [AgentModel], toolbox: Toolbox,
    maximumOutputTokens: Int, thinkingBudget: Int? = nil, permissions: PermissionPolicy = PermissionPolicy(),
    budget: SharedBudget? = nil, ask: @escaping ToolScheduler.Asking = { _, _ in false },
    hooks: AgentHooks = AgentHooks(), outputs: (any OutputStore)? = nil,
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) {
    var configuration = configuration
    configuration.models = models.map {
      AgentConfiguration.Model(
        name: $0.name, contextTokens: $0.contextTokens, price: $0.price, compacts: $0.provider.compacts)
    }
    configuration.maximumOutputTokens = maximumOutputTokens + (thinkingBudget ?? 0)
    self.configuration = configuration
    self.models = models
    self.toolbox = toolbox
    self.maximumOutputTokens = maximumOutputTokens
    self.thinkingBudget = thinkingBudget
    self.permissions = permissions
    self.budget = budget
    self.ask = ask
    self.hooks = hooks.observed { observe(.hook($0)) }
    self.outputs = outputs
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
  ///   - recording: keeps what is said and done, and knows what the run goes on from, if it does; its task and its system
  ///     prompt count then.
  package func run(
    task: String, system: [SystemSection], recording: AgentRecording? = nil
  ) async -> AgentRun {
    guard let recording else { return await carryOut(task: task, system: system, recording: nil) }
    return await watching(recording).carryOut(
      task: task, system: recording.past?.system ?? system, recording: recording)
  }

  private func carryOut(task: String, system: [SystemSection], recording: AgentRecording?) async -> AgentRun {
    let start = ContinuousClock.now
    let scheduler = ToolScheduler(
      toolbox, permissions: permissions, ask: ask, hooks: hooks, outputs: outputs, observe: observe)
    var configuration = configuration
    configuration.fixedBytes = toolbox.specifications.reduce(system.reduce(0) { $0 + $1.text.utf8.count }) {
      $0 + $1.size
    }
    let memo = RequestMemo()
    let past = recording?.past
    var state = past.map { AgentState(configuration, resuming: $0) } ?? AgentState(configuration)
    // What was spent before counts here too.
    if past != nil { await budget?.charge(state.spending) }
    if let outcome = state.outcome { return AgentRun(outcome, state, models: models, time: .zero) }
    var recorded = state.log.count
    var turnWatch = TurnWatch()
    let outcome = await withTaskGroup(of: AgentEvent?.self) { group in
      if let limit = configuration.limits.time {
        group.addTask {
          // A cancelled sleep means that the run ended first.
          (try? await Task.sleep(for: limit, clock: .continuous)).map { .deadlineReached }
        }
      }
      var clock = RequestClock()
      var event: AgentEvent? = past == nil ? .started(task: task) : .resumed
      while true {
        let effects = event.map { state.step($0) } ?? []
        for entry in state.log[recorded...] {
          recording?.record(.said(entry, model: models[state.modelIndex].name))
        }
        recorded = state.log.count
        for effect in effects {
          switch effect {
          case .notify(let notice):
            switch notice {
            case .requesting, .switchedModel, .compacting: clock = RequestClock()
            default: break
            }
            turnWatch.note(notice)
            observe(notice)
          case .request(let wait), .summarise(_, let wait), .compactAtProvider(_, let wait):
            let index = state.modelIndex
            var request = request(to: models[index], for: state.conversation, system: system, memo: memo)
            switch effect {
            case .summarise(let instruction, _): request.askForSummary(instruction)
            case .compactAtProvider(let kept, _): request.leaveOut(newest: kept)
            default: if state.lastTurn != nil { request.requiredTool = configuration.finalTool }
            }
            let isCompaction = state.phase == .compacting(.provider)
            let requestClock = clock
            let open = state.openRequest
            let passage = turnWatch.passage()
            group.addTask {
              if let denial = await requestClock.leavingOut({ await hooks.pass(passage) }) {
                return Task.isCancelled ? .interrupted : .denied(denial)
              }
              return await ask(
                index, request, open, after: wait, clock: requestClock, runStart: start, isCompaction: isCompaction)
            }
          case .recordFailure(let error, let index):
            await record(.operationFailed(retryAfter: error.retryAfter), of: .ordinary, models[index])
          case .runTools(let calls):
            group.addTask {
              .toolsEnded(await scheduler.run(calls), elapsed: start.duration(to: .now))
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
        guard state.isStoppedInCalls(by: event) else { continue }
        // Some of them may have done what they were to do, and are not to do it again when the run is taken up.
        group.cancelAll()
        for await last in group {
          if case .toolsEnded(let answers, _)? = last { _ = state.step(.toolsStopped(answers)) }
        }
      }
    }
    let denial = await hooks.end(outcome, turnWatch.passage(), turns: state.turns, usage: state.usage)
    let final = denial.map(Outcome.denied) ?? outcome
    let denials = state.denials + (denial.map { [$0] } ?? [])
    let time = start.duration(to: .now)
    recording?.record(
      .agentEnded(
        TranscriptEntry.AgentEnd(
          outcome: final, turns: state.turns, usage: state.usage, cost: state.spending.cost, time: time,
          denials: denials)))
    return AgentRun(final, state, models: models, time: time, denials: denials)
  }

  /// This runtime, whose notices are recorded too.
  private func watching(_ recording: AgentRecording) -> AgentRuntime {
    let observe = observe
    return AgentRuntime(
      configuration: configuration, models: models, toolbox: toolbox, maximumOutputTokens: maximumOutputTokens,
      thinkingBudget: thinkingBudget, permissions: permissions, budget: budget, ask: ask, hooks: hooks,
      outputs: outputs,
      observe: { notice in
        recording.record(.noticed(notice))
        observe(notice)
      })
  }

  private func request(
    to model: AgentModel, for conversation: Conversation, system: [SystemSection], memo: RequestMemo
  ) -> ModelRequest {
    // Who thinks wants to see its thinking of before, and a conversation that another model began has none of it.
    let thinking = conversation.hasForeignResponses ? nil : thinkingBudget
    return ModelRequest(
      model: model.name, system: system, tools: toolbox.specifications, messages: conversation.messages,
      maximumOutputTokens: maximumOutputTokens + (thinking ?? 0), thinkingBudget: thinking,
      settledMessages: conversation.settledMessages, memo: memo)
  }

  private func ask(
    _ index: Int, _ request: ModelRequest,
    _ open: (worst: BudgetLedger.Amount, purpose: BudgetLedger.Purpose), after wait: Duration,
    clock: RequestClock, runStart: ContinuousClock.Instant, isCompaction: Bool
  ) async -> AgentEvent {
    let model = models[index]
    func failure(_ error: ModelError) -> AgentEvent {
      .requestFailed(error, requestElapsed: clock.elapsed, jitter: Double.random(in: 0..<1))
    }
    if wait > .zero {
      guard (try? await Task.sleep(for: wait, clock: .continuous)) != nil else { return .interrupted }
    }
    let (admission, change) = await model.breaker.admit(at: .now)
    tell(change, of: model)
    let pass: CircuitBreaker.Pass
    switch admission {
    case .admitted(let admitted): pass = admitted
    case .refused(let until): return failure(model.refusal(until: until))
    }
    var ticket: SharedBudget.Ticket?
    switch await clock.leavingOut({ await budget?.reserve(open.worst, for: open.purpose) }) {
    case .granted(let granted)?: ticket = granted
    case .refused(let limit)?:
      await record(.abandoned, of: pass, model)
      return .budgetRefused(limit)
    case nil: break
    }
    do {
      if isCompaction {
        let compaction = try await model.provider.compaction(of: request)
        if let ticket {
          await budget?.settle(ticket, as: Spending(answer: compaction.usage, at: model.price, ofModel: index))
        }
        await record(.answered, of: pass, model)
        return .compactedByProvider(compaction)
      }
      // As long as another model could still answer, no model may be silent for longer than its retries may take.
      let patience =
        index == models.indices.last ? nil : configuration.retryPolicy.deadline - clock.elapsed
      let response = try await model.response(to: request, startingWithin: patience)
      if let ticket {
        await budget?.settle(ticket, as: Spending(answer: response.usage, at: model.price, ofModel: index))
      }
      await record(.answered, of: pass, model)
      return .responded(response, elapsed: runStart.duration(to: .now))
    } catch is CancellationError {
      if let ticket { await budget?.release(ticket) }
      await record(.abandoned, of: pass, model)
      return .interrupted
    } catch {
      if let ticket { await budget?.release(ticket) }
      let known = error as? ModelError ?? ModelError(.network, "\(error)")
      await record(known.isProviderFault ? .attemptFailed(retryAfter: known.retryAfter) : .answered, of: pass, model)
      return failure(known)
    }
  }

  private func record(_ ending: CircuitBreaker.Ending, of pass: CircuitBreaker.Pass, _ model: AgentModel) async {
    tell(await model.breaker.record(ending, of: pass, at: .now), of: model)
  }

  private func tell(_ change: CircuitBreaker.State?, of model: AgentModel) {
    if let change { observe(.circuitChanged(change, model: model.name)) }
  }
}

extension ToolSpecification {
  /// The bytes of its texts.
  fileprivate var size: Int { name.utf8.count + description.utf8.count + inputSchema.value.serialized().utf8.count }
}
