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

  /// From here on the model is shown less of what was said before.
  case compacted(Compaction)
}

extension [LogEntry] {
  /// The log as messages; see `Conversation`.
  package var messages: [Message] { Conversation(self).messages }

  /// Whether a part of the conversation is another model's.
  package var hasForeignResponses: Bool { Conversation(self).hasForeignResponses }
}

extension LogEntry {
  /// Whether somebody said something, and not only how the model is shown it has changed.
  var isSaid: Bool {
    switch self {
    case .instruction, .response, .results: true
    case .modelChanged, .compacted: false
    }
  }

  var isResponse: Bool {
    if case .response = self { true } else { false }
  }
}
