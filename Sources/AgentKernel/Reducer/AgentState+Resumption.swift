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
      case .instruction, .results: break
      }
    }
    turns = past.turns
    usage = past.usage
    for answer in past.answers {
      let index = configuration.models.firstIndex { $0.name == answer.model } ?? 0
      charge(Spending(answer: answer.usage, at: configuration.models[index].price, ofModel: index))
    }
    modelIndex = configuration.models.firstIndex { $0.name == past.model } ?? 0
    if let outcome = past.outcome { phase = .finished(outcome) }
  }

  /// Goes on where the log ends: calls without a result get one that says so, since nothing is done twice.
  mutating func goOn() -> [AgentEffect] {
    guard let last = log.last(where: { $0 != .modelChanged }) else { return finish(.interrupted) }
    guard last.isResponse else { return request() }
    let calls = last.calls
    if !calls.isEmpty { return request(saying: .results(calls.map { ToolAnswer.cancelled($0).result }, note: nil)) }
    // The kernel's word to it was lost.
    return request(saying: .instruction(configuration.notes.missingAnswer))
  }
}

extension LogEntry {
  fileprivate var calls: [ToolCall] {
    if case .response(let content) = self { content.toolCalls } else { [] }
  }
}
