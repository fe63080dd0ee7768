internal import Models

/// How a run goes on from its transcript.
extension AgentState {
  /// The state that a run was in; `.resumed` is the event that goes on from it.
  package init(_ configuration: AgentConfiguration, resuming past: Resumption) {
    self.init(configuration)
    log = past.log
    turns = past.turns
    usage = past.usage
    lastUsage = past.answers.last?.usage ?? Usage()
    modelIndex = configuration.models.firstIndex { $0.name == past.model } ?? 0
    callIDs = Set(log.flatMap { $0.calls.map(\.id) })
    isLastTurnAnnounced = log.contains { $0.note == configuration.notes.lastTurn }
    if let outcome = past.outcome { phase = .finished(outcome) }
  }

  /// Goes on where the log ends: calls without a result get one that says so, since nothing is done twice.
  mutating func goOn() -> [AgentEffect] {
    guard let last = log.last(where: { $0 != .modelChanged }) else { return finish(.interrupted) }
    guard last.isResponse else { return request() }
    let calls = last.calls
    if !calls.isEmpty {
      log.append(.results(calls.map { ToolAnswer.cancelled($0).result }, note: nil))
    } else {
      // The kernel's word to it was lost.
      log.append(.instruction(configuration.notes.missingAnswer))
    }
    return request()
  }
}

extension LogEntry {
  fileprivate var calls: [ToolCall] {
    if case .response(let content) = self { content.toolCalls } else { [] }
  }

  fileprivate var note: String? {
    if case .results(_, let note) = self { note } else { nil }
  }
}
