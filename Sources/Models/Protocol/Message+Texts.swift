extension Message {
  /// The texts that say something, as one, with an empty line between two.
  var joinedText: String {
    content.compactMap { if case .text(let text) = $0, !text.isBlank { text } else { nil } }.joined(separator: "\n\n")
  }

  var toolCalls: [ToolCall] {
    content.compactMap { if case .toolCall(let call) = $0 { call } else { nil } }
  }

  var toolResults: [ToolResult] {
    content.compactMap { if case .toolResult(let result) = $0 { result } else { nil } }
  }
}

extension ModelRequest {
  /// The sections of the system prompt that say something, as one text, with an empty line between two.
  var joinedSystem: String {
    system.map(\.text).filter { !$0.isBlank }.joined(separator: "\n\n")
  }
}

extension ToolResult {
  /// The text, and for an error the word for it: the protocols of OpenAI have no member that says so.
  var textWithError: String { isError ? "Error: \(text)" : text }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
