internal import HTTP
internal import JSON

extension MessagesCodec {
  /// A request's body.
  ///
  /// The members stand in one order with what grows, the messages, last, and the same values always give the same bytes. So a
  /// request begins with the bytes of the one before it when its messages begin with that one's, but for the cache marks.
  ///
  /// `CacheMarks` says where the marks stand.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - stream: whether the answer comes as events.
  ///   - members: further members of the body, each behind a comma.
  static func content(of request: ModelRequest, stream: Bool = true, members: String = "") -> RequestBody {
    let request = request.withSummaryFirst
    var text = "{\"model\":\(JSONValue.quoted(request.model)),\"max_tokens\":\(request.maximumOutputTokens)"
    text += ",\"stream\":\(stream)\(members)"
    if let budget = request.thinkingBudget {
      text += ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":\(budget)}"
    }
    let sections = request.system.filter { !$0.text.isBlank }
    let messages = encoded(request)
    let marks = CacheMarks(of: request, messages, sections: sections)
    if !sections.isEmpty { text += ",\"system\":[\(encode(sections, marked: marks.sections))]" }
    if !request.tools.isEmpty { text += ",\"tools\":[\(request.tools.map(encode).joined(separator: ","))]" }
    return messages.body(head: text + ",\"messages\":[", marks: marks.messages, mark: mark, tail: "]}")
  }

  /// A request's body in one piece.
  package static func encode(_ request: ModelRequest, stream: Bool = true) -> [UInt8] {
    content(of: request, stream: stream).bytes
  }

  private static let memoKey = RequestMemo.Key()

  private static func encoded(_ request: ModelRequest) -> EncodedMessages {
    request.memo.fold(request.messages, for: memoKey, from: EncodedMessages()) { encoded, message in
      let (text, marks) = encode(message)
      encoded.append(text, marks: marks)
    }
  }

  /// One message as JSON, tool results before all else.
  ///
  /// - Returns: the text, and the places in it, counted in bytes, where a mark may stand for the provider's cache to hold what
  ///   is before: one in each block but for thinking.
  package static func encode(_ message: Message) -> (text: String, marks: [Int]) {
    let content = message.content.filter(isSent)
    let ordered = content.filter(isToolResult) + content.filter { !isToolResult($0) }
    var text = "{\"role\":\"\(message.role.rawValue)\",\"content\":["
    var marks: [Int] = []
    for (index, block) in ordered.enumerated() {
      text += "\(index == 0 ? "" : ","){\(members(of: block))"
      if !isThinking(block) { marks.append(text.utf8.count) }
      text += "}"
    }
    return (text + "]}", marks)
  }

  private static func encode(_ sections: [SystemSection], marked: Set<Int>) -> String {
    sections.enumerated().map { index, section in
      "{\"type\":\"text\",\"text\":\(JSONValue.quoted(section.text))\(marked.contains(index) ? mark : "")}"
    }.joined(separator: ",")
  }

  private static func encode(_ tool: ToolSpecification) -> String {
    let name = JSONValue.quoted(tool.name)
    let description = JSONValue.quoted(tool.description)
    return "{\"name\":\(name),\"description\":\(description),\"input_schema\":\(tool.inputSchema.value.serialized())}"
  }

  private static func members(of block: ContentBlock) -> String {
    switch block {
    case .text(let text): "\"type\":\"text\",\"text\":\(JSONValue.quoted(text))"
    case .thinking(let text, let signature):
      "\"type\":\"thinking\",\"thinking\":\(JSONValue.quoted(text)),\"signature\":\(JSONValue.quoted(signature))"
    case .redactedThinking(let data):
      if block.providerSummary(with: "signature") != nil {
        String(data.dropFirst().dropLast())
      } else {
        "\"type\":\"redacted_thinking\",\"data\":\(JSONValue.quoted(data))"
      }
    case .toolCall(let call):
      "\"type\":\"tool_use\",\"id\":\(JSONValue.quoted(call.id)),\"name\":\(JSONValue.quoted(call.name))"
        + ",\"input\":\(call.canonicalArguments)"
    case .toolResult(let result):
      "\"type\":\"tool_result\",\"tool_use_id\":\(JSONValue.quoted(result.callID))"
        + ",\"content\":\(JSONValue.quoted(result.text))\(result.isError ? ",\"is_error\":true" : "")"
    }
  }

  /// What stands in a block up to whose end the provider's cache should hold the request.
  private static let mark = ",\"cache_control\":{\"type\":\"ephemeral\"}"

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
