import HTTP
import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ResponsesTests {
  static let stream = ModelScript.responsesStream(
    [
      .thinking("Hm 漢字.", signature: ""), .redactedThinking(data: "b3BhcXVl"), .text("I look at \"it\" 🙂.\n"),
      .toolCall(id: "c1", name: "read_file", arguments: ["path": "Søurces/a.swift"]),
      .rawToolCall(id: "c2", name: "git_log", arguments: ""),
    ], usage: (input: 44, cached: 33, output: 22))

  static let reasoning = #"{"encrypted_content":"b3BhcXVl","id":"item_1","summary":[],"type":"reasoning"}"#

  static let response = ModelResponse(
    content: [
      .redactedThinking(data: reasoning), .text("I look at \"it\" 🙂.\n"),
      .toolCall(ToolCall(id: "c1", name: "read_file", arguments: #"{"path":"Søurces/a.swift"}"#)),
      .toolCall(ToolCall(id: "c2", name: "git_log", arguments: "{}")),
    ],
    stopReason: .toolUse, usage: Usage(input: 11, output: 22, cacheRead: 33))

  private func decode(_ pieces: [UInt8]...) throws -> (ModelResponse, [ModelProgress]) {
    try Samples.decode(pieces, with: ResponsesDecoder())
  }

  private func text(_ request: ModelRequest) -> String {
    String(decoding: ResponsesCodec.body(of: request), as: UTF8.self)
  }

  // MARK: Requests

  @Test func `a request has the bytes that the protocol asks for`() throws {
    var request = Samples.request
    request.thinkingBudget = 8000
    let key = try #require(JSONValue.parse(text(request))["prompt_cache_key"]?.string)
    #expect(key.count == 32)
    #expect(
      text(request)
        == #"{"model":"model-1","max_output_tokens":4096,"stream":true,"store":false,"#
        + #""include":["reasoning.encrypted_content"],"reasoning":{"effort":"medium"},"prompt_cache_key":"\#(key)","#
        + #""instructions":"You review.\n\nToday is a day.","tools":[{"type":"function","name":"read_file","#
        + #""description":"Reads a file.","strict":false,"parameters":"#
        + #"{"properties":{"path":{"type":"string"}},"required":["path"],"type":"object"}}],"#
        + #""input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Review \"this\"."}]}]}"#)
  }

  @Test(arguments: [
    ("gpt-5-mini", true), ("o3", true), ("openai/gpt-5", true), ("gpt-4o", false), ("qwen2.5-coder", false),
  ])
  func `encrypted reasoning is asked only of models that reason`(model: String, isAsked: Bool) {
    var request = Samples.request
    request.model = model
    #expect(text(request).contains("reasoning.encrypted_content") == isAsked)
    request.thinkingBudget = 1000
    #expect(text(request).contains("reasoning.encrypted_content"))
  }

  @Test func `a format for the answer stands before what grows`() {
    var request = Samples.request
    request.answerFormat = AnswerFormat(name: "call", schema: #"{"type":"object"}"#)
    #expect(
      text(request).contains(
        #""text":{"format":{"type":"json_schema","name":"call","strict":false,"schema":{"type":"object"}}},"prompt"#))
  }

  @Test func `a tool that must be called stands behind what grows`() {
    var request = Samples.request
    let free = text(request)
    request.requiredTool = "read_file"
    #expect(text(request) == free.dropLast() + #","tool_choice":{"type":"function","name":"read_file"}}"#)
  }

  @Test func `what was written to the cache is among the prompt's tokens, and counts by itself`() throws {
    let usage: JSONValue = [
      "input_tokens": 1000, "input_tokens_details": ["cached_tokens": 300, "cache_write_tokens": 500],
      "output_tokens": 7,
    ]
    let event: JSONValue = [
      "type": "response.completed", "response": ["status": "completed", "output": [], "usage": usage],
    ]
    let (response, _) = try decode(ModelScript.event(event))
    #expect(response.usage == Usage(input: 200, output: 7, cacheRead: 300, cacheWrite: 500))
  }

  @Test func `the key for the cache is one for all requests of a run, and another for another run`() throws {
    func key(_ request: ModelRequest) throws -> String? {
      try JSONValue.parse(text(request))["prompt_cache_key"]?.string
    }
    let known = try key(Samples.request)
    #expect(known?.count == 32)
    var other = Samples.request
    other.messages += Samples.turn
    // What a compaction adds to the task changes nothing either.
    other.messages[0].content.append(.text("summary"))
    #expect(try key(other) == known)
    #expect(try key(Samples.request(saying: "Something else")) != known)
    other.system[0].text += "!"
    #expect(try key(other) != known)
    other = Samples.request
    other.tools = []
    #expect(try key(other) != known)
  }

  @Test func `reasoning goes back before its call, but not alone and not another provider's`() {
    var request = ModelRequest(model: "m", system: [], tools: [], messages: [], maximumOutputTokens: 1)
    let call = ContentBlock.toolCall(ToolCall(id: "a", name: "n", arguments: "bad"))
    request.messages = [
      Message(
        role: .assistant,
        content: [
          .redactedThinking(data: Self.reasoning), call, .redactedThinking(data: "b3Bh"),
          .thinking(text: "t", signature: "s"), .text("b"), .redactedThinking(data: Self.reasoning),
        ]),
      Message(
        role: .user, content: [.text("and"), .toolResult(ToolResult(callID: "a", text: "1", isError: true))]),
    ]
    #expect(
      text(request).hasSuffix(
        #","input":[\#(Self.reasoning),{"type":"function_call","call_id":"a","name":"n","arguments":"{}"},"#
          + #"{"type":"message","role":"assistant","content":[{"type":"output_text","text":"b"}]},"#
          + #"{"type":"function_call_output","call_id":"a","output":"Error: 1"},"#
          + #"{"type":"message","role":"user","content":[{"type":"input_text","text":"and"}]}]}"#))
  }

  @Test func `each request begins with the one before it`() throws {
    var request = Samples.request
    for _ in 0..<5 {
      let previous = text(request)
      request.messages += Samples.turn
      #expect(text(request).hasPrefix(previous.dropLast("]}".count)))
      _ = try JSONValue.parse(text(request))
    }
  }

  // MARK: Answers

  @Test func `a whole stream is the answer, also when it comes byte by byte`() throws {
    let (response, progress) = try decode(Self.stream)
    #expect(response == Self.response)
    #expect(progress.first == .started(Usage()))
    #expect(progress.contains(.thinking("Hm 漢字.")))
    #expect(progress.contains(.toolCall(name: "git_log")))
    #expect(try Samples.decode(Self.stream.map { [$0] }, with: ResponsesDecoder()).0 == response)
  }

  @Test func `every cut in two gives the same answer`() throws {
    let stream = ModelScript.responsesStream([.text("é🙂"), .toolCall(id: "a", name: "n", arguments: ["漢": 1])])
    let whole = try decode(stream)
    for cut in 0...stream.count {
      let (response, progress) = try decode(Array(stream[..<cut]), Array(stream[cut...]))
      #expect(response == whole.0 && progress == whole.1, "cut at \(cut)")
    }
  }

  @Test func `a stream that ends early at any byte gives no answer`() throws {
    var parser = ServerSentEventParser()
    var decoder = ResponsesDecoder()
    for (offset, byte) in Self.stream.enumerated() {
      let error = #expect(throws: ModelError.self, "end at \(offset)") { try decoder.finish() }
      #expect(error?.code == .incompleteStream)
      for event in try parser.consume([byte]) { _ = try decoder.receive(event) }
    }
    #expect(try decoder.finish() == Self.response)
  }

  @Test(arguments: [
    ("max_output_tokens", StopReason.maximumTokens), ("content_filter", .refusal), ("x", .other("x")),
  ])
  func `an incomplete answer says why`(_ reason: String, _ stopReason: StopReason) throws {
    let stream = ModelScript.responsesStream(
      [.rawToolCall(id: "a", name: "n", arguments: #"{"path": "a"#)], incomplete: reason)
    let response = try decode(stream).0
    #expect(response.stopReason == stopReason)
    #expect(response.content == [.toolCall(ToolCall(id: "a", name: "n", arguments: #"{"path": "a"#))])
  }

  @Test func `a refusal is one, and items that only the end tells are taken`() throws {
    let end: JSONValue = [
      "type": "response.completed",
      "response": [
        "error": .null, "output": [["type": "message", "content": [["type": "refusal", "refusal": "No."]]]],
      ],
    ]
    let response = try decode(ModelScript.event(end)).0
    #expect(response == ModelResponse(content: [.text("No.")], stopReason: .refusal, usage: Usage()))
  }

  @Test(arguments: [
    (#"{"type":"error","code":"server_is_overloaded","message":"m"}"#, ModelError.Code.overloaded),
    (#"{"type":"error","error":{"type":"server_error","code":"rate_limit_exceeded"}}"#, .rateLimited),
    (#"{"type":"error","response":{"error":{"code":"insufficient_quota"}}}"#, .quotaExhausted),
    (#"{"type":"response.failed","response":{"error":{"code":"context_length_exceeded"}}}"#, .contextTooLong),
    (#"{"type":"response.failed","response":{}}"#, .serverError),
    (#"{"error":{"type":"service_unavailable_error"}}"#, .overloaded),
    (#"{"type":"response.output_item.done"}"#, .malformedResponse),
    ("{not json", .malformedResponse),
  ])
  func `an error in the stream is told by its name, wherever it stands`(_ data: String, _ code: ModelError.Code) {
    let error = #expect(throws: ModelError.self) { try decode(Array("data: \(data)\n\n".utf8) + Self.stream) }
    #expect(error?.code == code)
  }

  @Test func `a call without an id, or with one that another has, is a call all the same`() throws {
    let ids = ["", "a", "a"]
    let stream = ModelScript.responsesStream(ids.map { .toolCall(id: $0, name: "n", arguments: [:]) })
    #expect(try decode(stream).0.content == ids.map { .toolCall(ToolCall(id: $0, name: "n", arguments: "{}")) })
  }

  @Test func `calls without a name, and more than a thousand items, are errors`() {
    let call = { ModelScript.Block.toolCall(id: $0, name: $1, arguments: [:]) }
    let ill = [[call("a", "")], (0...1000).map { call("\($0)", "n") }]
    for blocks in ill {
      let error = #expect(throws: ModelError.self) { try decode(ModelScript.responsesStream(blocks)) }
      #expect(error?.code == .malformedResponse)
    }
  }

  @Test(arguments: ["", "/v1/"])
  func `a request is sent as the protocol asks`(_ suffix: String) async throws {
    let server = try LoopbackServer([.events(Self.stream, pieceSize: 50)])
    defer { server.stop() }
    for key in ["key-canary", ""] {
      let provider = ResponsesProvider(baseURL: server.url + suffix, key: key, transport: HTTPClient())
      #expect(try await provider.respond(to: Samples.request) { _ in } == Self.response)
    }
    let received = server.requests
    #expect(received.map(\.path) == ["/v1/responses", "/v1/responses"])
    #expect(received.map { $0.headers["authorization"] } == ["Bearer key-canary", nil])
    #expect(received.allSatisfy { $0.headers["x-api-key"] == nil })
    #expect(received.first?.body == ResponsesCodec.body(of: Samples.request))
  }
}
