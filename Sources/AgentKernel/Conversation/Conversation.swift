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

  /// How many messages, from the first, the next compaction is likely to leave as they are, and then how many the last one
  /// left.
  package private(set) var settledMessages = [1]

  /// What another model is shown in place of the provider's own summary, while there is one.
  private(set) var providerExcerpts: String?

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
      if let excerpts = providerExcerpts, let task = messages.first {
        replace([Message(role: .user, content: task.content + [.text(excerpts)])] + messages.dropFirst())
        providerExcerpts = nil
      }
      settledMessages = [1]
    case .compacted(let compaction):
      apply(compaction)
    }
  }

  private mutating func apply(_ compaction: Compaction) {
    switch compaction {
    case .cleared(let callIDs, let text):
      var last = 0
      var cleared = messages
      for (index, message) in messages.enumerated() {
        guard let shorter = message.clearing(callIDs, with: text) else { continue }
        cleared[index] = shorter
        last = index
      }
      replace(cleared)
      settledMessages = [last + 1, settledMessages[0]]
    case .replaced(let text, let kept, _):
      guard let task = messages.first?.content.first else { return }
      replace([Message(role: .user, content: [task, .text(text)])] + messages.dropFirst().suffix(kept))
      settledMessages = [1]
      providerExcerpts = nil
    case .byProvider(let data, let excerpts, let kept):
      guard let task = messages.first?.content.first else { return }
      let beginning = [
        Message(role: .user, content: [task]), Message(role: .assistant, content: [.redactedThinking(data: data)]),
      ]
      replace(beginning + messages.dropFirst().suffix(kept))
      settledMessages = [1]
      providerExcerpts = excerpts
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

  /// The message with some of its results shown as a text; nil when it has none of them.
  fileprivate func clearing(_ callIDs: Set<String>, with text: String) -> Message? {
    var isChanged = false
    let blocks = content.map { block in
      guard case .toolResult(var result) = block, callIDs.contains(result.callID) else { return block }
      isChanged = true
      result.text = text
      return .toolResult(result)
    }
    return isChanged ? Message(role: role, content: blocks) : nil
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
