internal import JSON
internal import Models

extension ModelRequest {
  /// Makes a request for a summary out of the one that would go on.
  ///
  /// All else stays the same, so that the provider's cache holds all but the instruction. It becomes a part of the last message
  /// where that is the user's: some local models insist that roles alternate.
  mutating func askForSummary(_ instruction: String) {
    if messages.last?.role == .user {
      messages[messages.count - 1].content.append(.text(instruction))
    } else {
      messages.append(Message(role: .user, content: [.text(instruction)]))
    }
    requestedFormat = AnswerFormat(name: "summary", schema: ConversationSummary.schema.value.serialized())
    // What was kept for the conversation would be lost with its last message.
    memo = RequestMemo()
  }

  /// Leaves the newest messages out of a request whose others the provider is to make shorter.
  mutating func leaveOut(newest count: Int) {
    messages.removeLast(min(count, messages.count))
    memo = RequestMemo()
  }
}
