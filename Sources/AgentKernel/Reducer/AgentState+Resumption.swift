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
      case .results(_, let note): isLastTurnAnnounced = isLastTurnAnnounced || note == configuration.notes.lastTurn
      case .modelChanged: estimate = TokenEstimate()
      case .instruction: break
      }
    }
    turns = past.turns
    usage = past.usage
    modelIndex = configuration.models.firstIndex { $0.name == past.model } ?? 0
    if let outcome = past.outcome { phase = .finished(outcome) }
  }

  /// Goes on where the log ends: calls without a result get one that says so, since nothing is done twice.
  mutating func goOn() -> [AgentEffect] {
    guard let last = log.last(where: { $0 != .modelChanged }) else { return finish(.interrupted) }
    guard last.isResponse else { return request() }
    let calls = last.calls
    if !calls.isEmpty {
      conversation.append(.results(calls.map { ToolAnswer.cancelled($0).result }, note: nil))
    } else {
      // The kernel's word to it was lost.
      conversation.append(.instruction(configuration.notes.missingAnswer))
    }
    return request()
  }
}

extension LogEntry {
  fileprivate var calls: [ToolCall] {
    if case .response(let content) = self { content.toolCalls } else { [] }
  }
}
