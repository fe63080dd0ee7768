internal import JSON

extension MessagesCodec {
  /// A request's body.
  ///
  /// The members stand in one order with what grows, the messages, last, and the same values always give the same bytes. So a
  /// request begins with the bytes of the one before it when its messages begin with that one's, but for the cache marks.
  ///
  /// The provider's cache holds prefixes (tools, then system, then messages) that end at a mark, and looks for one at each mark
  /// of a request and at most 20 content blocks before it. Up to two marks go behind the system sections that ask for it; one
  /// behind the last message, for the next request to find; and one behind the user's message before, which is where the
  /// request before put its last mark: so a turn of more than 20 blocks, as with many tool calls at once, still hits.
  package static func encode(_ request: ModelRequest, stream: Bool = true) -> [UInt8] {
    var text = "{\"model\":\(JSONValue.quoted(request.model)),\"max_tokens\":\(request.maximumOutputTokens)"
    text += ",\"stream\":\(stream)"
    if let budget = request.thinkingBudget {
      text += ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":\(budget)}"
    }
    let sections = request.system.filter { !$0.text.isBlank }
    if !sections.isEmpty { text += ",\"system\":[\(encode(sections))]" }
    if !request.tools.isEmpty { text += ",\"tools\":[\(request.tools.map(encode).joined(separator: ","))]" }
    text += ",\"messages\":["
    let marked = cacheBreakpoints(in: request.messages)
    for (index, message) in request.messages.enumerated() {
      if index > 0 { text += "," }
      text += encode(message, isCacheBreakpoint: marked.contains(index))
    }
    text += "]}"
    return Array(text.utf8)
  }

  /// One message as JSON, tool results before all else.
  ///
  /// - Parameter isCacheBreakpoint: whether the provider's cache should hold what stands up to its end.
  package static func encode(_ message: Message, isCacheBreakpoint: Bool) -> String {
    let content = message.content.filter(isSent)
    let ordered = content.filter(isToolResult) + content.filter { !isToolResult($0) }
    let marked = isCacheBreakpoint ? ordered.lastIndex { !isThinking($0) } : nil
    let blocks = ordered.enumerated().map { encode($1, isCacheBreakpoint: $0 == marked) }
    return "{\"role\":\"\(message.role.rawValue)\",\"content\":[\(blocks.joined(separator: ","))]}"
  }

  private static func encode(_ sections: [SystemSection]) -> String {
    // Two marks are left for the messages; the later of many marks cover the earlier.
    let marked = sections.indices.filter { sections[$0].endsCacheablePrefix }.suffix(maximumCacheBreakpoints - 2)
    return sections.enumerated().map { index, section in
      "{\"type\":\"text\",\"text\":\(JSONValue.quoted(section.text))\(mark(marked.contains(index)))}"
    }.joined(separator: ",")
  }

  private static func encode(_ tool: ToolSpecification) -> String {
    let name = JSONValue.quoted(tool.name)
    let description = JSONValue.quoted(tool.description)
    return "{\"name\":\(name),\"description\":\(description),\"input_schema\":\(tool.inputSchema.value.serialized())}"
  }

  private static func encode(_ block: ContentBlock, isCacheBreakpoint: Bool) -> String {
    let members =
      switch block {
      case .text(let text): "\"type\":\"text\",\"text\":\(JSONValue.quoted(text))"
      case .thinking(let text, let signature):
        "\"type\":\"thinking\",\"thinking\":\(JSONValue.quoted(text)),\"signature\":\(JSONValue.quoted(signature))"
      case .redactedThinking(let data): "\"type\":\"redacted_thinking\",\"data\":\(JSONValue.quoted(data))"
      case .toolCall(let call):
        "\"type\":\"tool_use\",\"id\":\(JSONValue.quoted(call.id)),\"name\":\(JSONValue.quoted(call.name))"
          + ",\"input\":\(call.canonicalArguments)"
      case .toolResult(let result):
        "\"type\":\"tool_result\",\"tool_use_id\":\(JSONValue.quoted(result.callID))"
          + ",\"content\":\(JSONValue.quoted(result.text))\(result.isError ? ",\"is_error\":true" : "")"
      }
    return "{\(members)\(mark(isCacheBreakpoint))}"
  }

  private static func mark(_ isCacheBreakpoint: Bool) -> String {
    isCacheBreakpoint ? ",\"cache_control\":{\"type\":\"ephemeral\"}" : ""
  }

  private static func cacheBreakpoints(in messages: [Message]) -> [Int] {
    guard let last = messages.indices.last else { return [] }
    let earlier = messages[..<last].lastIndex { $0.role == .user }
    return [last] + (earlier.map { [$0] } ?? [])
  }

  /// Whether the provider takes a block: it refuses texts of nothing but white space.
  private static func isSent(_ block: ContentBlock) -> Bool {
    if case .text(let text) = block { !text.isBlank } else { true }
  }

  private static func isToolResult(_ block: ContentBlock) -> Bool {
    if case .toolResult = block { true } else { false }
  }

  /// Thinking is cached with what follows it, but must not carry a mark itself.
  private static func isThinking(_ block: ContentBlock) -> Bool {
    switch block {
    case .thinking, .redactedThinking: true
    case .text, .toolCall, .toolResult: false
    }
  }
}
