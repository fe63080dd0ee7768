package import Models

/// A run's append-only log, and what it says to the model.
///
/// The messages are a pure function of the log and are made as it grows, so that an entry costs as much late in a run as
/// early. What was a message stays one, byte for byte, until a compaction or another model's turn to answer.
package struct Conversation: Hashable, Sendable {
  /// All that was said, in order; it only grows.
  package private(set) var log: [LogEntry] = []

  /// What the model is shown.
  ///
  /// What only the provider of another model can read, its signed or encrypted thinking, is left out.
  package private(set) var messages: [Message] = []

  /// The bytes of the messages' texts, for estimates.
  package private(set) var size = 0

  /// Whether a part of the conversation is another model's.
  package private(set) var hasForeignResponses = false

  private var hasResponses = false

  /// The conversation that a log is.
  package init(_ log: some Sequence<LogEntry> = []) {
    for entry in log { append(entry) }
  }

  package mutating func append(_ entry: LogEntry) {
    log.append(entry)
    switch entry {
    case .instruction(let text):
      append(Message(role: .user, content: [.text(text)]))
    case .response(let content):
      hasResponses = true
      append(Message(role: .assistant, content: content))
    case .results(let results, let note):
      append(Message(role: .user, content: results.map(ContentBlock.toolResult) + (note.map { [.text($0)] } ?? [])))
    case .modelChanged:
      hasForeignResponses = hasResponses
      replace(messages.compactMap(\.withoutThinking))
    }
  }

  private mutating func append(_ message: Message) {
    messages.append(message)
    size += message.size
  }

  private mutating func replace(_ newMessages: [Message]) {
    messages = newMessages
    size = newMessages.reduce(0) { $0 + $1.size }
  }
}

extension Message {
  /// Nil when nothing else is left of an answer.
  fileprivate var withoutThinking: Message? {
    guard role == .assistant else { return self }
    let rest = content.filter { !$0.isThinking }
    return rest.isEmpty ? nil : Message(role: role, content: rest)
  }

  /// The bytes of its texts.
  var size: Int { content.reduce(0) { $0 + $1.size } }
}

extension ContentBlock {
  fileprivate var isThinking: Bool {
    switch self {
    case .thinking, .redactedThinking: true
    case .text, .toolCall, .toolResult: false
    }
  }

  fileprivate var size: Int {
    switch self {
    case .text(let text), .redactedThinking(let text): text.utf8.count
    case .thinking(let text, _): text.utf8.count
    case .toolCall(let call): call.name.utf8.count + call.arguments.utf8.count
    case .toolResult(let result): result.text.utf8.count
    }
  }
}
