package import HTTP
internal import JSON

extension ResponsesCodec {
  /// A request's body, with the input last.
  ///
  /// Nothing is stored at the provider, so reasoning comes encrypted and goes back in the input; models that do not reason
  /// refuse to be asked for that ("Encrypted content is not supported with this model"). The key for the cache
  /// leads a run's requests to the same machine, where their beginning is cached.
  package static func content(of request: ModelRequest, for endpoint: Endpoint?) -> RequestBody {
    let instructions = JSONValue.quoted(request.joinedSystem)
    let tools = "[\(request.tools.map(encode).joined(separator: ","))]"
    var text = "{\"model\":\(JSONValue.quoted(request.model)),\"max_output_tokens\":\(request.maximumOutputTokens)"
    text += ",\"stream\":true,\"store\":false"
    if reasons(request) { text += ",\"include\":[\"reasoning.encrypted_content\"]" }
    if let budget = request.thinkingBudget { text += ",\"reasoning\":{\"effort\":\"\(effort(budget))\"}" }
    if let format = request.answerFormat {
      text += ",\"text\":{\"format\":{\"type\":\"json_schema\",\(format.members)}}"
    }
    text += ",\"prompt_cache_key\":\"\(request.cacheKey)\""
    if instructions != "\"\"" { text += ",\"instructions\":\(instructions)" }
    if !request.tools.isEmpty { text += ",\"tools\":\(tools)" }
    text += ",\"input\":["
    // Behind the input, so that the request begins with the bytes of the one before.
    let choice = request.requiredTool.map {
      ",\"tool_choice\":{\"type\":\"function\",\"name\":\(JSONValue.quoted($0))}"
    }
    return encoded(request).body(head: text, tail: "]\(choice ?? "")}")
  }

  private static let memoKey = RequestMemo.Key()

  static func encoded(_ request: ModelRequest) -> EncodedMessages {
    request.memo.fold(request.messages, for: memoKey, from: EncodedMessages()) { encoded, message in
      for item in encode(message) { encoded.append(item) }
    }
  }

  /// Whether a model reasons: because it is asked to, or by its name.
  private static func reasons(_ request: ModelRequest) -> Bool {
    let name = request.model.split(separator: "/").last ?? ""
    return request.thinkingBudget != nil || ["o1", "o3", "o4", "gpt-5", "codex"].contains { name.hasPrefix($0) }
  }

  /// The protocol takes no number of tokens to think, so the bounds are ours.
  private static func effort(_ budget: Int) -> String {
    switch budget {
    case ..<4096: "low"
    case ..<16384: "medium"
    default: "high"
    }
  }

  /// A tool is strict unless it says otherwise, and a strict schema must require every property.
  private static func encode(_ tool: ToolSpecification) -> String {
    "{\"type\":\"function\",\"name\":\(JSONValue.quoted(tool.name))"
      + ",\"description\":\(JSONValue.quoted(tool.description)),\"strict\":false"
      + ",\"parameters\":\(tool.inputSchema.value.serialized())}"
  }

  /// One message as items of the input: results before all else, reasoning where it stood.
  private static func encode(_ message: Message) -> [String] {
    let results = message.toolResults.map { result in
      "{\"type\":\"function_call_output\",\"call_id\":\(JSONValue.quoted(result.callID))"
        + ",\"output\":\(JSONValue.quoted(result.textWithError))}"
    }
    var items: [String] = []
    // Reasoning that nothing follows is refused.
    var reasoning: [String] = []
    for block in message.content {
      switch block {
      case .text(let text) where !text.isBlank:
        items += reasoning + [item(text, role: message.role)]
        reasoning = []
      case .toolCall(let call):
        items += reasoning + [item(call)]
        reasoning = []
      case .redactedThinking(let data) where isReasoningItem(data): reasoning.append(data)
      case .redactedThinking(let data) where block.providerSummary(with: "encrypted_content") != nil: items.append(data)
      case .text, .thinking, .redactedThinking, .toolResult: break
      }
    }
    return results + items
  }

  private static func item(_ text: String, role: Message.Role) -> String {
    let type = role == .user ? "input_text" : "output_text"
    return "{\"type\":\"message\",\"role\":\"\(role.rawValue)\""
      + ",\"content\":[{\"type\":\"\(type)\",\"text\":\(JSONValue.quoted(text))}]}"
  }

  private static func item(_ call: ToolCall) -> String {
    "{\"type\":\"function_call\",\"call_id\":\(JSONValue.quoted(call.id)),\"name\":\(JSONValue.quoted(call.name))"
      + ",\"arguments\":\(JSONValue.quoted(call.canonicalArguments))}"
  }

  /// Whether opaque thinking is of this protocol, and not another provider's.
  private static func isReasoningItem(_ data: String) -> Bool {
    (try? JSONValue.parse(data))?["type"]?.string == "reasoning"
  }
}
