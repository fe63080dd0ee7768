internal import HTTP
internal import Models

extension AgentState {
  /// What an event makes of the run, and what must be done because of it.
  ///
  /// Pure: no input or output, no clock, no chance. An event that does not fit the phase changes nothing, since effects
  /// that were under way when the run ended still report back.
  package mutating func step(_ event: AgentEvent) -> [AgentEffect] {
    switch (phase, event) {
    case (.finished, _):
      return []
    case (_, .deadlineReached):
      return finish(.budgetReached(.time))
    case (_, .interrupted):
      return finish(.interrupted)
    case (.idle, .started(let task)):
      conversation.append(.instruction(task))
      return request()
    case (.idle, .resumed):
      return goOn()
    case (.requesting, .responded(let response, let elapsed)):
      return receive(response, elapsed: elapsed)
    case (.requesting, .requestFailed(let error, let elapsed, let jitter)):
      return retry(after: error, elapsed: elapsed, jitter: jitter)
    case (.runningTools(let calls), .toolsEnded(let answers, let elapsed)):
      return receive(answers, to: calls, elapsed: elapsed)
    default:
      return []
    }
  }

  // MARK: - Requests

  mutating func request() -> [AgentEffect] {
    if turns >= configuration.limits.turns { return finish(.budgetReached(.turns)) }
    if countedTokens >= configuration.limits.tokens { return finish(.budgetReached(.tokens)) }
    phase = .requesting
    attempts = 0
    return [.notify(.requesting(turn: turns + 1)), .request(after: .zero)]
  }

  private mutating func retry(after error: ModelError, elapsed: Duration, jitter: Double) -> [AgentEffect] {
    attempts += 1
    if error.isRetryable {
      let decision = configuration.retryPolicy.decide(
        attempt: attempts, retryAfter: error.retryAfter, elapsed: elapsed, jitter: jitter)
      if case .retry(let wait) = decision {
        return [.notify(.requestFailed(error, attempt: attempts, retryingAfter: wait)), .request(after: wait)]
      }
    }
    var effects = [AgentEffect.notify(.requestFailed(error, attempt: attempts, retryingAfter: nil))]
    if error.isProviderFault { effects.append(.recordFailure(error, model: modelIndex)) }
    if let next = modelIndex(after: error) { return effects + switchModel(to: next) }
    return effects + finish(error.code == .contextTooLong ? .budgetReached(.context) : .providerFailed(error))
  }

  /// The model to ask when one has failed for good; nil when no other may know better.
  private func modelIndex(after error: ModelError) -> Int? {
    let models = configuration.models
    let later = models.indices.dropFirst(modelIndex + 1)
    guard error.allowsFallback else { return nil }
    guard error.code == .contextTooLong, let room = models[modelIndex].contextTokens else { return later.first }
    return later.first { models[$0].contextTokens.map { $0 > room } ?? true }
  }

  private mutating func switchModel(to next: Int) -> [AgentEffect] {
    let names = configuration.models.map(\.name)
    let notice = RunNotice.switchedModel(from: names[modelIndex], to: names[next])
    modelIndex = next
    attempts = 0
    estimate = TokenEstimate()
    conversation.append(.modelChanged)
    return [.notify(notice), .request(after: .zero)]
  }

  // MARK: - Answers

  private mutating func receive(_ response: ModelResponse, elapsed: Duration) -> [AgentEffect] {
    turns += 1
    usage = usage + response.usage
    let content = withDistinctCallIDs(response.content)
    let answer = Message(role: .assistant, content: content)
    estimate.learn(response.usage, promptBytes: promptBytes, answerBytes: answer.size)
    let calls = content.toolCalls
    let told = [AgentEffect.notify(.responded(turn: turns, usage: response.usage, toolCalls: calls))]
    if !content.isEmpty { conversation.append(.response(content)) }
    switch response.stopReason {
    case .refusal:
      return told + abandon(calls, .refused)
    case .contextWindowExceeded:
      return told + abandon(calls, .budgetReached(.context))
    case .maximumTokens:
      // A call may be cut off anywhere, also where its arguments are still JSON: none is run.
      return told + repair(calls, configuration.notes.cutOff, reason: "it was cut off at its token limit")
    case .pause where calls.isEmpty && !content.isEmpty:
      return told + request()
    default:
      break
    }
    if !calls.isEmpty {
      phase = .runningTools(calls)
      return told + [.runTools(calls)]
    }
    if configuration.finalTool == nil, !content.text.isEmpty { return told + finish(.completed(content.text)) }
    return told + repair([], configuration.notes.missingAnswer, reason: "it ended without an answer")
  }

  private mutating func receive(_ answers: [ToolAnswer], to calls: [ToolCall], elapsed: Duration) -> [AgentEffect] {
    let byID = Dictionary(answers.map { ($0.result.callID, $0) }, uniquingKeysWith: { first, _ in first })
    let ordered = calls.map { byID[$0.id] ?? ToolAnswer.cancelled($0) }
    let results = fitted(ordered.map(\.result))
    denials += ordered.compactMap(\.denial).prefix(Self.denialLimit - denials.count)
    if let answer = ordered.lazy.compactMap(\.finalAnswer).first {
      conversation.append(.results(results, note: nil))
      return finish(.answered(answer))
    }
    repairs = 0
    conversation.append(.results(results, note: note(elapsed: elapsed)))
    return request()
  }

  /// The kernel's word to the model when the next turn is its last, or tokens or time are nearly used up.
  private mutating func note(elapsed: Duration) -> String? {
    let limits = configuration.limits
    let isLate = limits.time.map { elapsed >= $0 * 3 / 5 } ?? false
    let isLast = turns + 1 >= limits.turns || countedTokens >= limits.tokens / 5 * 4 || isLate || isWindowNearlyFull
    guard isLast, !isLastTurnAnnounced else { return nil }
    isLastTurnAnnounced = true
    return configuration.notes.lastTurn
  }

  private mutating func repair(_ calls: [ToolCall], _ note: String, reason: String) -> [AgentEffect] {
    repairs += 1
    guard repairs <= configuration.limits.repairs else { return abandon(calls, .invalidOutput(reason)) }
    if calls.isEmpty {
      conversation.append(.instruction(note))
    } else {
      conversation.append(.results(calls.map { ToolResult(callID: $0.id, text: note, isError: true) }, note: nil))
    }
    return [.notify(.repairing(reason))] + request()
  }

  // MARK: - The end

  mutating func finish(_ reason: Outcome) -> [AgentEffect] {
    let outcome = consideringDenials(reason)
    if case .runningTools(let calls) = phase, log.last(where: { $0 != .modelChanged })?.isResponse == true {
      conversation.append(.results(calls.map { ToolAnswer.cancelled($0).result }, note: nil))
    }
    phase = .finished(outcome)
    return [.finish(outcome)]
  }

  /// What an end means after a denial: a model that then finds no answer, or goes in circles, lacked what was denied.
  ///
  /// Other ends have causes of their own.
  private func consideringDenials(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .invalidOutput, .budgetReached(.turns): denials.first.map(Outcome.denied) ?? outcome
    default: outcome
    }
  }

  /// Ends the run after an answer whose calls are not run, each paired with a result all the same.
  private mutating func abandon(_ calls: [ToolCall], _ outcome: Outcome) -> [AgentEffect] {
    if !calls.isEmpty { phase = .runningTools(calls) }
    return finish(outcome)
  }

  /// The content with call ids that are neither empty nor used before: a provider refuses such a conversation.
  private mutating func withDistinctCallIDs(_ content: [ContentBlock]) -> [ContentBlock] {
    var blocks = content
    for (index, block) in content.enumerated() {
      guard case .toolCall(var call) = block else { continue }
      if call.id.isEmpty || callIDs.contains(call.id) { call.id = "call_\(turns)_\(index)_\(callIDs.count)" }
      callIDs.insert(call.id)
      blocks[index] = .toolCall(call)
    }
    return blocks
  }
}

extension [ContentBlock] {
  var toolCalls: [ToolCall] {
    compactMap { if case .toolCall(let call) = $0 { call } else { nil } }
  }

  /// All text blocks, one after the other.
  var text: String {
    compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: "\n")
  }
}
