internal import JSON

extension MessagesDecoder {
  /// One content block while it arrives.
  struct Block: Sendable {
    enum Kind: Hashable, Sendable {
      case text
      case thinking
      case redactedThinking(data: String)
      case toolCall(id: String, name: String)

      /// A kind that was not asked for, which is left out.
      case unknown
    }

    let kind: Kind
    var isOpen = true
    private var text = ""
    private var signature = ""

    /// The input that a few endpoints give with the block's start instead of in parts.
    private var wholeInput: JSONValue?

    init(_ content: JSONValue) throws(ModelError) {
      switch content["type"]?.string {
      case "text":
        kind = .text
        text = content["text"]?.string ?? ""
      case "thinking":
        kind = .thinking
        text = content["thinking"]?.string ?? ""
        signature = content["signature"]?.string ?? ""
      case "redacted_thinking": kind = .redactedThinking(data: content["data"]?.string ?? "")
      case "tool_use":
        guard let name = content["name"]?.string, !name.isEmpty else {
          throw ModelError.malformed("a tool call without a name")
        }
        // Some servers leave it out or repeat it: whoever keeps the conversation gives new ids.
        kind = .toolCall(id: content["id"]?.string ?? "", name: name)
        wholeInput = content["input"]
      default: kind = .unknown
      }
    }

    /// What the block's start tells.
    var progress: ModelProgress? {
      switch kind {
      case .text: text.isEmpty ? nil : .text(text)
      case .thinking: text.isEmpty ? nil : .thinking(text)
      case .toolCall(_, let name): .toolCall(name: name)
      case .redactedThinking, .unknown: nil
      }
    }

    /// Adds a part, and returns what it tells; parts of an unknown type are passed over.
    mutating func append(_ delta: JSONValue) throws(ModelError) -> ModelProgress? {
      switch (delta["type"]?.string, kind) {
      case (_, .unknown): return nil
      case ("text_delta", .text):
        let part = try part(delta, "text")
        return .text(part)
      case ("thinking_delta", .thinking):
        let part = try part(delta, "thinking")
        return .thinking(part)
      case ("signature_delta", .thinking):
        guard let part = delta["signature"]?.string else { throw ModelError.malformed("a signature without text") }
        signature += part
      case ("input_json_delta", .toolCall):
        let part = try part(delta, "partial_json")
        return .arguments(part)
      case ("text_delta", _), ("thinking_delta", _), ("signature_delta", _), ("input_json_delta", _):
        throw ModelError.malformed("a part that does not fit its content block")
      default: break
      }
      return nil
    }

    private mutating func part(_ delta: JSONValue, _ name: String) throws(ModelError) -> String {
      guard let part = delta[name]?.string else { throw ModelError.malformed("a part without `\(name)`") }
      text += part
      return part
    }

    /// The block as a whole; nil for one to leave out.
    var content: ContentBlock? {
      switch kind {
      case .text: .text(text)
      case .thinking: .thinking(text: text, signature: signature)
      case .redactedThinking(let data): .redactedThinking(data: data)
      case .toolCall(let id, let name): .toolCall(ToolCall(id: id, name: name, arguments: arguments))
      case .unknown: nil
      }
    }

    /// The arguments as they were written; none at all mean an empty object.
    private var arguments: String {
      guard text.isEmpty else { return text }
      guard let wholeInput, case .object = wholeInput else { return "{}" }
      return wholeInput.serialized()
    }
  }
}
