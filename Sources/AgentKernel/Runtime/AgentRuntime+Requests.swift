internal import HTTP
internal import Models

/// How a model is asked once: past its circuit breaker, within the shared budget, and with an account of what it cost.
extension AgentRuntime {
  /// One attempt of a request.
  struct Attempt: Sendable {
    /// Whom it asks.
    let index: Int
    var request: ModelRequest
    let open: OpenRequest
    let wait: Duration
    let isCompaction: Bool

    /// The time of the same request with all its attempts.
    let clock: RequestClock
    let runStart: ContinuousClock.Instant

    func failure(_ error: ModelError, cutOff: Usage? = nil) -> AgentEvent {
      .requestFailed(
        error, requestElapsed: clock.elapsed, jitter: Double.random(in: 0..<1), cutOff: cutOff)
    }
  }

  /// What an effect asks for.
  func attempt(of effect: AgentEffect, in course: RunCourse) -> Attempt {
    let state = course.state
    var request = request(to: models[state.modelIndex], for: state.conversation, of: course)
    var wait = Duration.zero
    switch effect {
    case .summarise(let instruction, let pause):
      request.askForSummary(instruction)
      wait = pause
    case .compactAtProvider(let kept, let pause):
      request.leaveOut(newest: kept)
      wait = pause
    case .request(let pause):
      if state.lastTurn != nil { request.requiredTool = configuration.finalTool }
      wait = pause
    default: break
    }
    return Attempt(
      index: state.modelIndex, request: request, open: state.openRequest, wait: wait,
      isCompaction: state.phase == .compacting(.provider), clock: course.clock, runStart: course.start)
  }

  private func request(to model: AgentModel, for conversation: Conversation, of course: RunCourse) -> ModelRequest {
    // Who thinks wants to see its thinking of before, and a conversation that another model began has none of it.
    let thinking = conversation.hasForeignResponses ? nil : thinkingBudget
    return ModelRequest(
      model: model.name, system: course.system, tools: toolbox.specifications, messages: conversation.messages,
      maximumOutputTokens: maximumOutputTokens + (thinking ?? 0), thinkingBudget: thinking,
      settledMessages: conversation.settledMessages, memo: course.memo)
  }

  /// Asks, after the attempt's wait, if the model's breaker and the shared budget let it through.
  func ask(_ attempt: Attempt) async -> AgentEvent {
    let model = models[attempt.index]
    if attempt.wait > .zero {
      guard (try? await Task.sleep(for: attempt.wait, clock: .continuous)) != nil else { return .interrupted }
    }
    let (admission, change) = await model.breaker.admit(at: .now)
    tell(change, of: model)
    let pass: CircuitBreaker.Pass
    switch admission {
    case .admitted(let admitted): pass = admitted
    case .refused(let until): return attempt.failure(model.refusal(until: until))
    }
    let grant = await attempt.clock.leavingOut {
      await budget?.reserve(attempt.open.worst, for: attempt.open.purpose)
    }
    switch grant {
    case nil: return await send(attempt, pass, nil)
    case .granted(let ticket)?: return await send(attempt, pass, ticket)
    case .refused(let limit)?:
      await record(.abandoned, of: pass, model)
      return .budgetRefused(limit)
    }
  }

  private func send(
    _ attempt: Attempt, _ pass: CircuitBreaker.Pass, _ ticket: SharedBudget.Ticket?
  ) async -> AgentEvent {
    let model = models[attempt.index]
    let arrived = ArrivedAnswer()
    do {
      let (event, usage) = try await answer(to: attempt, arrived)
      await close(ticket, as: Spending(answer: usage, at: model.price, ofModel: attempt.index))
      await record(.answered, of: pass, model)
      return event
    } catch is CancellationError {
      // Nobody tells whether it had been read by then, so it is taken to have been.
      let usage = arrived.cutOff(attempt.open)
      await close(ticket, as: Spending(cutOff: usage, at: model.price))
      await record(.abandoned, of: pass, model)
      return .requestCancelled(usage)
    } catch {
      // Who refuses, or fails before a word of the answer has come, bills nothing.
      let usage = arrived.hasBegun ? arrived.cutOff(attempt.open) : nil
      await close(ticket, as: usage.map { Spending(cutOff: $0, at: model.price) })
      let known = error as? ModelError ?? ModelError(.network, "\(error)")
      await record(known.isProviderFault ? .attemptFailed(retryAfter: known.retryAfter) : .answered, of: pass, model)
      return attempt.failure(known, cutOff: usage)
    }
  }

  private func answer(to attempt: Attempt, _ arrived: ArrivedAnswer) async throws -> (AgentEvent, Usage) {
    let model = models[attempt.index]
    if attempt.isCompaction {
      let compaction = try await model.provider.compaction(of: attempt.request)
      return (.compactedByProvider(compaction), compaction.usage)
    }
    // As long as another model could still answer, no model may be silent for longer than its retries may take.
    let patience =
      attempt.index == models.indices.last
      ? nil : configuration.retryPolicy.deadline - attempt.clock.elapsed
    let response = try await model.response(to: attempt.request, startingWithin: patience, arrived)
    return (.responded(response, elapsed: attempt.runStart.duration(to: .now)), response.billed)
  }

  /// Settles what was reserved in the shared budget; without a cost, gives it back.
  private func close(_ ticket: SharedBudget.Ticket?, as spending: Spending?) async {
    guard let ticket, let budget else { return }
    if let spending { await budget.settle(ticket, as: spending) } else { await budget.release(ticket) }
  }

  func record(_ ending: CircuitBreaker.Ending, of pass: CircuitBreaker.Pass, _ model: AgentModel) async {
    tell(await model.breaker.record(ending, of: pass, at: .now), of: model)
  }

  private func tell(_ change: CircuitBreaker.State?, of model: AgentModel) {
    if let change { observe(.circuitChanged(change, model: model.name)) }
  }
}
