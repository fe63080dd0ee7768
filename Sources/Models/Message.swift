/// One message of a conversation, in no provider's words.
public struct Message: Hashable, Sendable {
  /// Who speaks.
  public enum Role: String, Hashable, Sendable {
    case user
    case assistant
  }

  /// Who speaks.
  public var role: Role

  /// What is said, piece by piece.
  public var content: [ContentBlock]

  /// A message.
  ///
  /// - Parameters:
  ///   - role: who speaks.
  ///   - content: what is said, piece by piece.
  public init(role: Role, content: [ContentBlock]) {
    self.role = role
    self.content = content
  }
}

/// One piece of a message.
public enum ContentBlock: Hashable, Sendable {
  case text(String)

  /// A model's thinking, to be sent back exactly as it came.
  case thinking(text: String, signature: String)

  /// What the provider keeps to itself, its thinking or its own summary of the conversation, to be sent back exactly as it came.
  case redactedThinking(data: String)

  case toolCall(ToolCall)
  case toolResult(ToolResult)
}

/// A model's wish to have a tool run.
public struct ToolCall: Hashable, Sendable {
  /// The provider's name for this call, which its result repeats.
  public var id: String

  /// The tool's name, as the model wrote it.
  public var name: String

  /// The arguments as the model wrote them: JSON if all is well, an empty text for none.
  public var arguments: String

  /// A call.
  ///
  /// - Parameters:
  ///   - id: the provider's name for it, which its result repeats.
  ///   - name: the tool's name.
  ///   - arguments: JSON; an empty text for none.
  public init(id: String, name: String, arguments: String) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// What a tool answered, as the model sees it.
public struct ToolResult: Hashable, Sendable {
  /// The id of the call that is answered.
  public var callID: String

  /// What the model reads.
  public var text: String

  /// Whether the call failed, was denied or was not run.
  public var isError: Bool

  /// The result of a call.
  ///
  /// - Parameters:
  ///   - callID: the id of the call that is answered.
  ///   - text: what the model reads.
  ///   - isError: whether the call failed, was denied or was not run.
  public init(callID: String, text: String, isError: Bool = false) {
    self.callID = callID
    self.text = text
    self.isError = isError
  }
}
