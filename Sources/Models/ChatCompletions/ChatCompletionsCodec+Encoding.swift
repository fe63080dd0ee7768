package import HTTP
internal import JSON

extension ChatCompletionsCodec {
  /// A request's body, with the messages last.
  ///
  /// The limit of tokens is `max_tokens`, which every local server knows; Ollama passes over `max_completion_tokens`, and
  /// would then write without end. OpenAI's own reasoning models want the latter: they are to be asked by the Responses
  /// protocol. llama.cpp calls several tools at once only when `parallel_tool_calls` asks for it. The key for the cache is
  /// OpenAI's own: others get none, since some of them refuse what they do not know.
  package static func content(of request: ModelRequest, for endpoint: Endpoint?) -> RequestBody {
    var text = "{\"model\":\(JSONValue.quoted(request.model)),\"max_tokens\":\(request.maximumOutputTokens)"
    text += ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"
    if !request.tools.isEmpty {
      text += ",\"parallel_tool_calls\":true,\"tools\":[\(request.tools.map(encode).joined(separator: ","))]"
    }
    if let format = request.answerFormat {
      text += ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\(format.members)}}"
    }
    if endpoint?.isOpenAI == true { text += ",\"prompt_cache_key\":\"\(request.cacheKey)\"" }
    let system = request.joinedSystem
    let messages = encoded(request)
    text += ",\"messages\":["
    if !system.isEmpty { text += "{\"role\":\"system\",\"content\":\(JSONValue.quoted(system))}" }
    if !system.isEmpty, !messages.isEmpty { text += "," }
    return messages.body(head: text, tail: "]}")
  }

  private static let memoKey = RequestMemo.Key()

  private static func encoded(_ request: ModelRequest) -> EncodedMessages {
    request.memo.fold(request.messages, for: memoKey, from: EncodedMessages()) { encoded, message in
      for item in encode(message) { encoded.append(item) }
    }
  }

  private static func encode(_ tool: ToolSpecification) -> String {
    "{\"type\":\"function\",\"function\":{\"name\":\(JSONValue.quoted(tool.name))"
      + ",\"description\":\(JSONValue.quoted(tool.description))"
      + ",\"parameters\":\(tool.inputSchema.value.serialized())}}"
  }

  /// One message as the protocol's messages: each result is one of its own, before the text.
  ///
  /// Thinking is not sent back.
  private static func encode(_ message: Message) -> [String] {
    var encoded = message.toolResults.map { result in
      "{\"role\":\"tool\",\"tool_call_id\":\(JSONValue.quoted(result.callID))"
        + ",\"content\":\(JSONValue.quoted(result.textWithError))}"
    }
    let text = message.joinedText
    let calls = message.toolCalls
    guard !text.isEmpty || !calls.isEmpty else { return encoded }
    // Templates of local models stumble over a null as content.
    var members = "\"role\":\"\(message.role.rawValue)\",\"content\":\(JSONValue.quoted(text))"
    if !calls.isEmpty { members += ",\"tool_calls\":[\(calls.map(encode).joined(separator: ","))]" }
    encoded.append("{\(members)}")
    return encoded
  }

  private static func encode(_ call: ToolCall) -> String {
    "{\"id\":\(JSONValue.quoted(call.id)),\"type\":\"function\",\"function\":{\"name\":\(JSONValue.quoted(call.name))"
      + ",\"arguments\":\(JSONValue.quoted(call.canonicalArguments))}}"
  }
}
