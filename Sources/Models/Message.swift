/// One message of a conversation, in no provider's words.
package struct Message: Hashable, Sendable {
  package enum Role: String, Hashable, Sendable {
    case user
    case assistant
  }

  package var role: Role
  package var content: [ContentBlock]

  package init(role: Role, content: [ContentBlock]) {
    self.role = role
    self.content = content
  }
}

/// One piece of a message.
package enum ContentBlock: Hashable, Sendable {
  case text(String)

  /// A model's thinking, to be sent back exactly as it came.
  case thinking(text: String, signature: String)

  /// What the provider keeps to itself, its thinking or its own summary of the conversation, to be sent back exactly as it came.
  case redactedThinking(data: String)

  case toolCall(ToolCall)
  case toolResult(ToolResult)
}

/// A model's wish to have a tool run.
package struct ToolCall: Hashable, Sendable {
  /// The provider's name for this call, which its result repeats.
  package var id: String

  package var name: String

  /// The arguments as the model wrote them: JSON if all is well, an empty text for none.
  package var arguments: String

  package init(id: String, name: String, arguments: String) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// What a tool answered, as the model sees it.
package struct ToolResult: Hashable, Sendable {
  package var callID: String
  package var text: String
  package var isError: Bool

  package init(callID: String, text: String, isError: Bool = false) {
    self.callID = callID
    self.text = text
    self.isError = isError
  }
}
