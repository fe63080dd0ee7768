internal import HTTP
package import Models

/// Runs a batch of tool calls: together where their effects allow it, otherwise in call order.
package struct ToolScheduler: Sendable {
  /// How many calls run at once, at the most.
  ///
  /// Ten is what production agents use.
  package static let concurrencyLimit = 10

  /// How many calls of one answer are run; what is over is an error result.
  ///
  /// Models call a dozen tools at once at the most; whoever asks for thousands wants to keep this program busy.
  package static let callLimit = 256

  /// Asks a person about a call.
  package typealias Asking = @Sendable (CallFacts, PermissionDecision) async -> Bool

  private let toolbox: Toolbox
  private let limit: Int
  private let breakers: ToolBreakers
  private let permissions: PermissionPolicy
  private let ask: Asking
  private let hooks: AgentHooks
  private let outputs: (any OutputStore)?
  private let job: String?
  private let observe: @Sendable (RunNotice) -> Void

  /// - Parameters:
  ///   - toolbox: the tools.
  ///   - limit: how many calls run at once.
  ///   - breakers: what keeps calls from tools that fail by themselves; nil for one that all batches of this value share.
  ///   - permissions: which calls may run; unless given, those that are safe.
  ///   - ask: asks a person where an attended policy wants it, one call after the other; unless given, the answer is no.
  ///   - hooks: are asked about each call that is permitted, and about its result.
  ///   - outputs: keeps results that are too long; of no use without the tool that reads them.
  ///   - job: the job under which the run is recorded; nil when it is not.
  ///   - observe: is told when a tool begins and ends, and of what is denied.
  package init(
    _ toolbox: Toolbox, limit: Int = ToolScheduler.concurrencyLimit, breakers: ToolBreakers? = nil,
    permissions: PermissionPolicy = PermissionPolicy(), ask: @escaping Asking = { _, _ in false },
    hooks: AgentHooks = AgentHooks(), outputs: (any OutputStore)? = nil, job: String? = nil,
    observe: @escaping @Sendable (RunNotice) -> Void = { _ in }
  ) {
    self.hooks = hooks
    self.outputs = toolbox[OutputBounds.toolName] == nil ? nil : outputs
    self.toolbox = toolbox
    self.job = job
    self.observe = observe
    self.permissions = permissions
    self.ask = ask
    self.breakers = breakers ?? ToolBreakers(observe: observe)
    self.limit = max(1, limit)
  }

  /// Runs the calls and gives their answers in call order.
  ///
  /// A call that cannot be run (no such tool, arguments that its schema refuses), that is denied, or that throws gives an
  /// error result.
  /// When the task is cancelled, no further call begins, and those that are under way are awaited: what has ended all the
  /// same has its result, and what has not gives an error result that says so.
  package func run(_ calls: [ToolCall]) async -> [ToolAnswer] {
    var answers = [ToolAnswer?](repeating: nil, count: calls.count)
    var prepared: [(index: Int, call: PreparedCall)] = []
    for (index, call) in calls.enumerated() {
      do {
        guard index < Self.callLimit else {
          throw ToolError("`\(call.name)` was not run: at most \(Self.callLimit) calls of one answer are")
        }
        let ready = try PreparedCall(call, in: toolbox)
        if let denial = await denial(of: ready) {
          observe(.denied(denial))
          answers[index] = ToolAnswer(denial)
        } else {
          prepared.append((index, ready))
        }
      } catch {
        let text = await OutputBounds.bounded("\(error)", keepingIn: nil)
        answers[index] = ToolAnswer(ToolResult(callID: call.id, text: text, isError: true))
      }
    }
    for (index, answer) in await run(prepared.map(\.call)).enumerated() {
      answers[prepared[index].index] = answer
    }
    return zip(calls, answers).map { call, answer in answer ?? ToolAnswer.cancelled(call) }
  }

  /// Why a call may not run; nil when it may.
  private func denial(of prepared: PreparedCall) async -> PermissionDenial? {
    let decision = permissions.decide(prepared.facts)
    func denial(_ decision: PermissionDecision) -> PermissionDenial {
      PermissionDenial(callID: prepared.call.id, facts: prepared.facts, decision: decision)
    }
    switch decision.verdict {
    case .allow: return nil
    case .deny: return denial(decision)
    case .ask:
      let isAllowed = await ask(prepared.facts, decision)
      return isAllowed ? nil : denial(PermissionDecision(.deny, by: .declined(decision.deciding)))
    }
  }

  private func run(_ calls: [PreparedCall]) async -> [ToolAnswer?] {
    let graph = HazardGraph(calls.map(\.effects))
    var answers = [ToolAnswer?](repeating: nil, count: calls.count)
    var started: Set<Int> = []
    var done: Set<Int> = []
    await withTaskGroup(of: (Int, ToolAnswer).self) { group in
      while done.count < calls.count {
        let ready = Task.isCancelled ? [] : graph.ready(started: started, done: done)
        for index in ready.prefix(limit - (started.count - done.count)) {
          started.insert(index)
          let call = calls[index]
          group.addTask { (index, await judged(call)) }
        }
        guard let (index, answer) = await group.next() else { return }
        answers[index] = answer
        done.insert(index)
      }
    }
    return answers
  }

  /// Runs a call between its hooks, and gives no more of its result than the conversation can take.
  private func judged(_ prepared: PreparedCall) async -> ToolAnswer {
    let before = await hooks.beforeTool(prepared)
    // A hook that was cancelled has judged nothing.
    if Task.isCancelled { return .cancelled(prepared.call) }
    if let denial = before.denial {
      observe(.denied(denial))
      return ToolAnswer(denial)
    }
    var answer = await watched(prepared)
    if answer.result == ToolAnswer.cancelled(prepared.call).result { return answer }
    let after = await hooks.afterTool(prepared, answer.result)
    if Task.isCancelled, after.denial != nil {
      var lost = ToolAnswer.lost(prepared.call)
      lost.spending = answer.spending
      return lost
    }
    if let denial = after.denial {
      observe(.denied(denial))
      let spending = answer.spending
      answer = ToolAnswer(denial)
      answer.spending = spending
      answer.result.text = "the result of `\(prepared.call.name)` is withheld: \(denial.decision.reason)"
    }
    answer.result.text = await OutputBounds.bounded(answer.result.text, whole: answer.whole, keepingIn: outputs)
    answer.whole = nil
    let notes = before.notes + after.notes
    if !notes.isEmpty {
      answer.result.text += "\n" + notes.joined(separator: "\n")
      answer.source = nil
    }
    return answer
  }

  private func watched(_ prepared: PreparedCall) async -> ToolAnswer {
    let call = prepared.call
    let start = ContinuousClock.now
    observe(.toolStarted(call))
    let answer = await answer(prepared)
    observe(
      .toolEnded(callID: call.id, name: call.name, isError: answer.result.isError, time: start.duration(to: .now)))
    return answer
  }

  private func answer(_ prepared: PreparedCall) async -> ToolAnswer {
    let call = prepared.call
    func failure(_ error: any Error) -> ToolAnswer {
      ToolAnswer(ToolResult(callID: call.id, text: "\(error)", isError: true))
    }
    let pass: CircuitBreaker.Pass
    do {
      pass = try await breakers.admit(call.name)
    } catch {
      return failure(error)
    }
    do {
      let running = RunningCall(id: call.id, job: job, observe: observe)
      let output = try await RunningCall.$current.withValue(running) { try await prepared.run() }
      await breakers.record(.answered, of: pass, call.name)
      if Task.isCancelled, output.isError {
        // What came to nothing by being cancelled was cut off, and has its cost all the same.
        var cut = ToolAnswer.cancelled(call)
        cut.spending = output.spending
        return cut
      }
      var answer = ToolAnswer(
        ToolResult(callID: call.id, text: output.text, isError: output.isError), finalAnswer: output.finalAnswer,
        spending: output.spending, source: output.source)
      answer.whole = output.whole
      return answer
    } catch is CancellationError {
      await breakers.record(.abandoned, of: pass, call.name)
      return ToolAnswer.cancelled(call)
    } catch {
      let isAnswer = (error as? ToolError)?.isOwnFailure == false
      await breakers.record(isAnswer ? .answered : .operationFailed(retryAfter: nil), of: pass, call.name)
      return failure(error)
    }
  }
}
