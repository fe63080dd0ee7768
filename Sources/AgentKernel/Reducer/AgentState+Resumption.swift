internal import Models

/// How a run goes on from its transcript.
extension AgentState {
  /// The state that a run was in; `.resumed` is the event that goes on from it.
  package init(_ configuration: AgentConfiguration, resuming past: Resumption) {
    self.init(configuration)
    var answers = past.answers[...]
    for entry in past.log {
      let before = promptBytes
      conversation.append(entry)
      callIDs.formUnion(entry.calls.map(\.id))
      switch entry {
      case .response:
        if let answer = answers.popFirst() {
          estimate.learn(answer.usage, promptBytes: before, answerBytes: promptBytes - before)
        }
      case .modelChanged: estimate = TokenEstimate()
      case .compacted: compaction.sizeAfter = conversation.size
      case .results, .instruction: break
      }
    }
    turns = past.turns
    let own = past.ownSpending(configuration.models)
    usage = own.usage
    spending = past.agents.reduce(own) { $0 + $1.ownSpending(configuration.models) }
    var amount = spending.amount
    amount.turns = turns
    ledger.charge(amount)
    begun = past.begun
    denials = Array(past.denials.prefix(Self.denialLimit))
    modelIndex = configuration.models.firstIndex { $0.name == past.model } ?? 0
    ended = past.ended
    if let outcome = past.outcome { phase = .finished(outcome) }
  }

  /// Goes on where the log ends: calls without a result get one that says so, since nothing is done twice.
  ///
  /// Agents that were sent are the exception: they go on from where they were themselves.
  mutating func goOn() -> [AgentEffect] {
    guard let last = log.last(where: \.isSaid) else { return finish(.interrupted) }
    guard last.isResponse else { return request() }
    let calls = last.calls
    let sent = calls.filter { call in
      call.name == SubAgentTool.name && !ended.contains { $0.callID == call.id }
    }
    if !sent.isEmpty, lastTurn == nil {
      phase = .runningTools(calls)
      return [.runTools(sent)]
    }
    // Without calls it was the kernel's word to the model that was lost.
    return request(
      saying: calls.isEmpty
        ? .instruction(configuration.notes.missingAnswer)
        : .results(calls.map { interrupted($0).result }, note: nil))
  }

  /// What the model is told of a call whose result nobody has; an agent that was sent goes on by itself.
  func interrupted(_ call: ToolCall) -> ToolAnswer {
    if call.name == SubAgentTool.name { return .cancelled(call) }
    if begun.ended.contains(call.id) { return .lost(call) }
    return begun.started.contains(call.id) ? .cutOff(call) : .cancelled(call)
  }
}

extension LogEntry {
  fileprivate var calls: [ToolCall] {
    if case .response(let content) = self { content.toolCalls } else { [] }
  }
}
