import AgentDefinitions
import AgentKernel
import JSON
import Models
import TestSupport
import Testing

/// Tools for models that know none.
struct TextToolTests {
  private static let tools = [
    ToolSpecification(
      name: "read", description: "Reads.",
      inputSchema: JSONSchema([
        "type": "object", "description": "what to read", "required": ["path", "kind"],
        "properties": [
          "kind": ["type": "string", "enum": ["new", "old"]],
          "also": ["type": "array", "items": ["type": "integer", "description": "a line"]],
          "path": ["type": "string", "description": "where"],
        ],
      ])),
    ToolSpecification(name: "report", description: "Ends.", inputSchema: JSONSchema(["type": "object"])),
  ]

  private func provider(_ inner: ScriptedProvider, _ form: TextToolProvider.Form) throws -> TextToolProvider {
    let text = try #require(AgentDefinitions.texts["tools"])
    return try TextToolProvider(inner, form: form, words: AgentDefinition(parsing: text, source: "tools"))
  }

  private func request(_ messages: [Message]) -> ModelRequest {
    ModelRequest(
      model: "m", system: [SystemSection(text: "You review.")], tools: Self.tools, messages: messages,
      maximumOutputTokens: 100)
  }

  private let conversation = [
    Message(role: .user, content: [.text("Review.")]),
    Message(
      role: .assistant,
      content: [
        .thinking(text: "hm", signature: "s"), .text("I read."),
        .toolCall(ToolCall(id: "a", name: "read", arguments: #"{ "path": "x" }"#)),
      ]),
    Message(
      role: .user,
      content: [
        .text("This is your last turn."), .toolResult(ToolResult(callID: "a", text: "no such file", isError: true)),
      ]),
  ]

  @Test(arguments: [TextToolProvider.Form.schema, .fenced])
  func `a tool that must be called is the only one that the schema takes, and no protocol is told of it`(
    form: TextToolProvider.Form
  ) async throws {
    let inner = ScriptedProvider([.content([.text("no call")])])
    var last = request(conversation)
    last.requiredTool = "report"
    _ = try await provider(inner, form).respond(to: last, progress: { _ in })
    let sent = try #require(inner.requests.first)
    #expect(sent.requiredTool == nil)
    #expect(sent.system.last?.text.contains("read: Reads.") == true)
    guard form == .schema else { return }
    let schema = try #require(sent.answerFormat?.schema)
    #expect(schema.contains("\"report\"") && !schema.contains("\"read\""))
  }

  @Test(arguments: [TextToolProvider.Form.schema, .fenced])
  func `a request has its tools and its turns in words`(form: TextToolProvider.Form) async throws {
    let inner = ScriptedProvider([.content([.text("no call")])])
    _ = try await provider(inner, form).respond(to: request(conversation), progress: { _ in })
    let sent = try #require(inner.requests.first)
    #expect(sent.tools.isEmpty)
    #expect(sent.system.first == SystemSection(text: "You review."))
    #expect(sent.system.last?.text.contains("read: Reads.\n{\"type\":\"object\",\"description\":") == true)
    #expect(sent.system.last?.text.contains("report: Ends.") == true)
    let call = #"{"tool":"read","arguments":{"path":"x"}}"#
    let written = form == .schema ? call : "I read.\n\n```json\n\(call)\n```"
    #expect(
      sent.messages == [
        Message(role: .user, content: [.text("Review.")]),
        Message(role: .assistant, content: [.text(written)]),
        Message(
          role: .user, content: [.text("read reports an error:\nno such file\n\nThis is your last turn.")]),
      ])
    #expect((sent.answerFormat != nil) == (form == .schema))
  }

  @Test func `the schema has the tool before its arguments, and what is required first`() async throws {
    let inner = ScriptedProvider([.content([.text("no call")])])
    _ = try await provider(inner, .schema).respond(to: request([]), progress: { _ in })
    let schema = try #require(inner.requests.first?.answerFormat?.schema)
    #expect(
      schema
        == #"{"anyOf":[{"type":"object","properties":{"tool":{"type":"string","enum":["read"]},"arguments":"#
        + #"{"type":"object","properties":{"path":{"type":"string"},"kind":{"type":"string","enum":["new","old"]},"#
        + #""also":{"type":"array","items":{"type":"integer"}}},"required":["path","kind"]}},"#
        + #""required":["tool","arguments"],"additionalProperties":false},"#
        + #"{"type":"object","properties":{"tool":{"type":"string","enum":["report"]},"arguments":{"type":"object"}},"#
        + #""required":["tool","arguments"],"additionalProperties":false}]}"#)
    #expect(throws: Never.self) { try JSONValue.parse(schema) }
  }

  @Test func `a request without tools goes through as it is`() async throws {
    let inner = ScriptedProvider([.content([.text(#"{"tool":"read","arguments":{}}"#)])])
    var request = request([Message(role: .user, content: [.text("Sum up.")])])
    request.tools = []
    let answer = try await provider(inner, .schema).respond(to: request, progress: { _ in })
    #expect(inner.requests == [request])
    #expect(answer.stopReason == .endTurn)
  }

  @Test(arguments: [
    #"{"tool":"read","arguments":{"path":"x"}}"#,
    "\n {\"tool\" : \"read\",\n\"arguments\":{\"path\":\"x\"}} ",
    #"{"name":"read","arguments":{"path":"x"}}"#,
    #"{"tool":"read","path":"x"}"#,
    "```json\n{\"tool\":\"read\",\"arguments\":{\"path\":\"x\"}}\n```",
    "```\n{\"tool\":\"read\",\n\n\"arguments\":{\"path\":\"x\"}}\n```\nread says:\nmade up",
    "```json\n{\"tool\":\"read\",\"arguments\":{\"path\":\"x\"}}",
  ])
  func `one call is found`(text: String) async throws {
    for form in [TextToolProvider.Form.schema, .fenced] {
      let inner = ScriptedProvider([.content([.text(text)])])
      let answer = try await provider(inner, form).respond(to: request(conversation), progress: { _ in })
      #expect(answer.content == [.toolCall(ToolCall(id: "call_2", name: "read", arguments: #"{"path":"x"}"#))])
      #expect(answer.stopReason == .toolUse)
    }
  }

  @Test func `an object that names no tool is a call of the only one that it fits`() async throws {
    for (text, isCall) in [(#"{"path":"x","kind":"old"}"#, true), (#"{"path":"x"}"#, false)] {
      let inner = ScriptedProvider([.content([.text("```json\n\(text)\n```")])])
      var request = request([])
      request.tools[1].inputSchema = JSONSchema(["type": "object", "required": ["findings"]])
      let answer = try await provider(inner, .fenced).respond(to: request, progress: { _ in })
      #expect((answer.stopReason == .toolUse) == isCall)
    }
  }

  @Test func `words before a fenced call are kept`() async throws {
    let inner = ScriptedProvider([.content([.text("I look.\n```json\n{\"tool\":\"read\"}\n```")])])
    let answer = try await provider(inner, .fenced).respond(to: request([]), progress: { _ in })
    #expect(answer.content == [.text("I look."), .toolCall(ToolCall(id: "call_1", name: "read", arguments: "{}"))])
  }

  @Test(arguments: [
    "It looks fine.", "", "[]", "{}", #"{"tool":"read"#,
    #"{"tool":"read","arguments":{}} {"tool":"read","arguments":{}}"#,
    "```json\n{\"tool\":\"read\"}\n```\n```json\n{\"tool\":\"read\"}\n```",
    "```swift\nlet x = 1\n```\n```json\n{\"tool\":\"read\"}\n```", "```json\nread the file\n```",
  ])
  func `what is not one call is words`(text: String) async throws {
    let inner = ScriptedProvider([.content([.text(text)])])
    let answer = try await provider(inner, .fenced).respond(to: request([]), progress: { _ in })
    #expect(answer.content == [.text(text)])
    #expect(answer.stopReason == .endTurn)
  }

  @Test(arguments: [StopReason.maximumTokens, .refusal])
  func `an answer that was cut off or refused holds no call`(reason: StopReason) async throws {
    let content = [ContentBlock.text(#"{"tool":"read","arguments":{}}"#)]
    let inner = ScriptedProvider([.content(content, reason)])
    let answer = try await provider(inner, .schema).respond(to: request([]), progress: { _ in })
    #expect(answer.content == content)
    #expect(answer.stopReason == reason)
  }

  @Test(arguments: [TextToolProvider.Form.schema, .fenced])
  func `each request begins with the one before it`(form: TextToolProvider.Form) async throws {
    let inner = ScriptedProvider((0..<3).map { _ in .content([.text("no call")]) })
    let provider = try provider(inner, form)
    for count in 1...conversation.count {
      _ = try await provider.respond(to: request(Array(conversation.prefix(count))), progress: { _ in })
    }
    let bodies = inner.requests.map { ChatCompletionsCodec.body(of: $0).dropLast(2) }
    for (first, second) in zip(bodies, bodies.dropFirst()) { #expect(second.starts(with: first)) }
  }

  @Test func `words that lack a section are refused before any request`() throws {
    let words = try AgentDefinition(parsing: "---\nname: tools\n---\n# Schema\n{{tools}}\n", source: "tools")
    #expect(throws: AgentKernelError.self) { try TextToolProvider(ScriptedProvider([]), form: .schema, words: words) }
  }
}
