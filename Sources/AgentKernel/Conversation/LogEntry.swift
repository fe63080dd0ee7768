package import Models

/// One entry of a run's append-only log; the log is all that a conversation is.
package enum LogEntry: Hashable, Sendable {
  /// What the pipeline tells the model.
  case instruction(String)

  /// A model's complete answer.
  case response([ContentBlock])

  /// The results of all calls of the answer before, in call order, and a word of the kernel's own to go with them.
  case results([ToolResult], note: String?)

  /// From here on another model answers.
  case modelChanged
}

extension [LogEntry] {
  /// The log as messages: the request is a pure function of the log, so that each begins with the one before it.
  ///
  /// What only the provider of another model can read, its signed or encrypted thinking, is left out.
  package var messages: [Message] {
    let change = lastIndex(of: .modelChanged) ?? startIndex
    return enumerated().compactMap { index, entry in
      switch entry {
      case .instruction(let text): Message(role: .user, content: [.text(text)])
      case .response(let content) where index < change:
        Message(role: .assistant, content: content.filter { !$0.isThinking }).unlessEmpty
      case .response(let content): Message(role: .assistant, content: content)
      case .results(let results, let note):
        Message(role: .user, content: results.map(ContentBlock.toolResult) + (note.map { [.text($0)] } ?? []))
      case .modelChanged: nil
      }
    }
  }

  /// Whether a part of the conversation is another model's.
  package var hasForeignResponses: Bool {
    guard let change = lastIndex(of: .modelChanged) else { return false }
    return self[..<change].contains { $0.isResponse }
  }
}

extension LogEntry {
  var isResponse: Bool {
    if case .response = self { true } else { false }
  }
}

extension Message {
  fileprivate var unlessEmpty: Message? { content.isEmpty ? nil : self }
}

extension ContentBlock {
  fileprivate var isThinking: Bool {
    switch self {
    case .thinking, .redactedThinking: true
    case .text, .toolCall, .toolResult: false
    }
  }
}
