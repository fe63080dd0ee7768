internal import HTTP
internal import JSON
internal import Models

extension AgentState {
  /// What an event makes of the run, and what must be done because of it.
  ///
  /// Pure: no input or output, no clock, no chance. An event that does not fit the phase changes nothing, since effects
  /// that were under way when the run ended still report back.
  package mutating func step(_ event: AgentEvent) -> [AgentEffect] {
    switch (phase, event) {
    case (.finished, .requestCancelled(let usage)):
      return [charge(cutOff: usage)]
    case (.finished, _):
      return []
    case (_, .requestCancelled(let usage)):
      return [charge(cutOff: usage)] + finish(.interrupted)
    case (_, .deadlineReached):
      return finish(.budgetReached(.time))
    case (_, .interrupted):
      return finish(.interrupted)
    case (_, .denied(let denial)):
      denials += [denial].prefix(Self.denialLimit - denials.count)
      return finish(.denied(denial))
    case (.idle, .started(let task)):
      return request(saying: .instruction(task))
    case (.idle, .resumed):
      return goOn()
    case (.requesting, .responded(let response, let elapsed)):
      self.elapsed = elapsed
      return receive(response)
    case (.requesting, .budgetRefused(let limit)):
      return refuse(limit)
    case (.requesting, .requestFailed(let error, let elapsed, let jitter, let cutOff)):
      let told = cutOff.map { [charge(cutOff: $0)] } ?? []
      return told + retry(after: error, elapsed: elapsed, jitter: jitter, hasCost: cutOff != nil)
    case (.compacting(.summary), .responded(let response, let elapsed)):
      self.elapsed = elapsed
      return receiveSummary(response)
    case (.compacting(.provider), .compactedByProvider(let compaction)):
      return receiveProviderCompaction(compaction)
    case (.compacting(let way), .requestFailed(let error, let elapsed, let jitter, let cutOff)):
      let told = cutOff.map { [charge(cutOff: $0)] } ?? []
      return told + retryCompaction(way, after: error, elapsed: elapsed, jitter: jitter, hasCost: cutOff != nil)
    case (.compacting(let way), .budgetRefused):
      return refuseCompaction(way)
    case (.runningTools(let calls), .toolsEnded(let answers, let elapsed)):
      self.elapsed = elapsed
      return receive(answers, to: calls)
    case (.runningTools, .toolsStopped(let answers)):
      stopped = Dictionary(answers.map { ($0.result.callID, $0) }, uniquingKeysWith: { first, _ in first })
      take(answers)
      return []
    default:
      return []
    }
  }

  // MARK: - Requests

  /// - Parameter hasCost: whether the attempt has used up what was kept for the request, so that room is needed anew.
  private mutating func retry(
    after error: ModelError, elapsed: Duration, jitter: Double, hasCost: Bool
  ) -> [AgentEffect] {
    attempts += 1
    if error.isRetryable {
      // Where another model could answer, it is asked instead.
      let isOwed = error.isCut && !hasPassedRetryDeadline && modelIndex(after: error) == nil
      let policy = configuration.retryPolicy
      let decision = policy.decide(
        attempt: attempts, retryAfter: error.retryAfter, elapsed: elapsed, jitter: jitter, isOwed: isOwed)
      if case .retry(let wait) = decision {
        hasPassedRetryDeadline = elapsed + wait >= policy.deadline
        if hasCost, let limit = reserveAgain() {
          return [.notify(.requestFailed(error, attempt: attempts, retryingAfter: .zero))] + refuse(limit)
        }
        return [.notify(.requestFailed(error, attempt: attempts, retryingAfter: wait)), .request(after: wait)]
      }
    }
    if error.code == .contextTooLong, let effects = compactAfterOverflow() {
      return [.notify(.requestFailed(error, attempt: attempts, retryingAfter: .zero))] + effects
    }
    var effects = [AgentEffect.notify(.requestFailed(error, attempt: attempts, retryingAfter: nil))]
    if error.isProviderFault { effects.append(.recordFailure(error, model: modelIndex)) }
    if let next = modelIndex(after: error) {
      pace.leaveOut(elapsed)
      return effects + switchModel(to: next)
    }
    return effects + finish(error.code == .contextTooLong ? .budgetReached(.context) : .providerFailed(error))
  }

  /// Begins to count anew, for another request or another model.
  mutating func forgetAttempts() { (attempts, hasPassedRetryDeadline) = (0, false) }

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
    forgetAttempts()
    estimate = TokenEstimate()
    conversation.append(.modelChanged)
    if let limit = reserveAgain() { return [.notify(notice)] + finish(.budgetReached(limit)) }
    // The next model's window may be smaller.
    if isCompactionDue, let effects = compact(isForced: false) { return [.notify(notice)] + effects }
    return [.notify(notice), .request(after: .zero)]
  }

  // MARK: - Answers

  private mutating func receive(_ response: ModelResponse) -> [AgentEffect] {
    turns += 1
    let cost = settle(response.billed)
    let content = withDistinctCallIDs(response.content)
    let answer = Message(role: .assistant, content: content)
    estimate.learn(response.usage, promptBytes: promptBytes, answerBytes: answer.size)
    let calls = content.toolCalls
    let told = [AgentEffect.notify(.responded(turn: turns, usage: response.billed, cost: cost, toolCalls: calls))]
    if response.stopReason != .contextWindowExceeded {
      compaction.hasAnsweredOverflow = false
    } else if let effects = compactAfterOverflow() {
      // The answer was cut off; the model gives it again with more room.
      return told + effects
    }
    if !content.isEmpty { conversation.append(.response(content)) }
    switch response.stopReason {
    case .refusal:
      return told + abandon(calls, .refused)
    case .contextWindowExceeded:
      return told + abandon(calls, .budgetReached(.context))
    case _ where lastTurn != nil:
      return told
        + receiveLast(content, isWhole: response.stopReason != .maximumTokens && response.stopReason != .pause)
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

  /// Takes the answer of the last turn, of which only the final tool's calls count.
  private mutating func receiveLast(_ content: [ContentBlock], isWhole: Bool) -> [AgentEffect] {
    let limit = lastTurn ?? .turns
    let calls = content.toolCalls
    guard let finalTool = configuration.finalTool else {
      guard isWhole, calls.isEmpty, !content.text.isEmpty else { return abandon(calls, .budgetReached(limit)) }
      return finish(.incomplete(.string(content.text), limit))
    }
    let final = isWhole ? calls.filter { $0.name == finalTool } : []
    guard !final.isEmpty else { return abandon(calls, .budgetReached(limit)) }
    phase = .runningTools(calls)
    return [.runTools(final)]
  }

  private mutating func receive(_ answers: [ToolAnswer], to calls: [ToolCall]) -> [AgentEffect] {
    let all = answers + ended.map { ToolAnswer($0) }
    ended = []
    let byID = Dictionary(all.map { ($0.result.callID, $0) }, uniquingKeysWith: { first, _ in first })
    let ordered = calls.map { byID[$0.id] ?? (lastTurn == nil ? interrupted($0) : .late($0)) }
    let results = fitted(rereading.shortened(ordered, besides: conversation.messages))
    rereading.note(ordered, as: results)
    take(ordered)
    if let answer = ordered.lazy.compactMap(\.finalAnswer).first {
      conversation.append(.results(results, note: nil))
      return finish(lastTurn.map { .incomplete(answer, $0) } ?? .answered(answer))
    }
    if let lastTurn {
      conversation.append(.results(results, note: nil))
      return finish(.budgetReached(lastTurn))
    }
    repairs = 0
    switch loopGuard.take(calls, results: ordered.map(\.result)) {
    case .fine: return request(saying: .results(results, note: nil))
    case .tell: return [.notify(.repetition)] + request(saying: .results(results, note: configuration.notes.repetition))
    case .stop:
      conversation.append(.results(results, note: nil))
      return finish(.wentInCircles)
    }
  }

  /// Takes account of what calls were denied and what they cost.
  private mutating func take(_ answers: [ToolAnswer]) {
    denials += answers.compactMap(\.denial).prefix(Self.denialLimit - denials.count)
    for spending in answers.compactMap(\.spending) { charge(spending) }
  }

  private mutating func repair(_ calls: [ToolCall], _ note: String, reason: String) -> [AgentEffect] {
    repairs += 1
    guard repairs <= configuration.limits.repairs else { return abandon(calls, .invalidOutput(reason)) }
    let entry: LogEntry =
      calls.isEmpty
      ? .instruction(note)
      : .results(calls.map { ToolResult(callID: $0.id, text: note, isError: true) }, note: nil)
    return [.notify(.repairing(reason))] + request(saying: entry)
  }

  // MARK: - The end

  mutating func finish(_ reason: Outcome) -> [AgentEffect] {
    let outcome = consideringDenials(reason)
    releaseReservation()
    if case .runningTools(let calls) = phase, log.last(where: { $0.isSaid })?.isResponse == true {
      let results = calls.map { call in
        stopped[call.id]?.result ?? ended.first { $0.callID == call.id } ?? interrupted(call).result
      }
      conversation.append(.results(fitted(results), note: nil))
    }
    phase = .finished(outcome)
    return [.finish(outcome)]
  }

  /// What an end means after a denial: a model that then finds no answer, or goes in circles, lacked what was denied.
  ///
  /// Other ends have causes of their own.
  private func consideringDenials(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .invalidOutput, .wentInCircles, .budgetReached(.turns): denials.first.map(Outcome.denied) ?? outcome
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
