package import Models

/// One entry of a run's append-only log; the log is all that a conversation is.
package enum LogEntry: Hashable, Sendable {
  /// What the pipeline tells the model.
  case instruction(String)

  /// A model's complete answer.
  case response([ContentBlock])

  /// The results of all calls of the answer before, in call order, and a word of the kernel's own to go with them.
  case results([ToolResult], note: String?)
}

extension [LogEntry] {
  /// The log as messages: the request is a pure function of the log, so that each begins with the one before it.
  package var messages: [Message] {
    map { entry in
      switch entry {
      case .instruction(let text): Message(role: .user, content: [.text(text)])
      case .response(let content): Message(role: .assistant, content: content)
      case .results(let results, let note):
        Message(role: .user, content: results.map(ContentBlock.toolResult) + (note.map { [.text($0)] } ?? []))
      }
    }
  }
}
