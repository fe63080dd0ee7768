import HTTP
import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ChatCompletionsTests {
  static let stream = ModelScript.chatStream(
    [
      .thinking("Hm 漢字.", signature: ""), .text("I look at \"it\" 🙂.\n"),
      .toolCall(id: "c1", name: "read_file", arguments: ["path": "Søurces/a.swift"]),
      .rawToolCall(id: "c2", name: "git_log", arguments: ""),
    ], usage: (prompt: 44, cached: 33, output: 22))

  static let response = ModelResponse(
    content: [
      .text("I look at \"it\" 🙂.\n"),
      .toolCall(ToolCall(id: "c1", name: "read_file", arguments: #"{"path":"Søurces/a.swift"}"#)),
      .toolCall(ToolCall(id: "c2", name: "git_log", arguments: "{}")),
    ],
    stopReason: .toolUse, usage: Usage(input: 11, output: 22, cacheRead: 33))

  private func decode(_ pieces: [UInt8]...) throws -> (ModelResponse, [ModelProgress]) {
    try Samples.decode(pieces, with: ChatCompletionsDecoder())
  }

  private func text(_ request: ModelRequest) -> String {
    String(decoding: ChatCompletionsCodec.body(of: request), as: UTF8.self)
  }

  // MARK: Requests

  @Test func `a request has the bytes that the protocol asks for`() {
    #expect(
      text(Samples.request)
        == #"{"model":"model-1","max_tokens":4096,"stream":true,"stream_options":{"include_usage":true},"#
        + #""parallel_tool_calls":true,"tools":[{"type":"function","function":{"name":"read_file","#
        + #""description":"Reads a file.","parameters":"#
        + #"{"properties":{"path":{"type":"string"}},"required":["path"],"type":"object"}}}],"#
        + #""messages":[{"role":"system","content":"You review.\n\nToday is a day."},"#
        + #"{"role":"user","content":"Review \"this\"."}]}"#)
  }

  @Test(arguments: [
    ("https://api.openai.com/v1", true), ("https://eu.api.openai.com", true),
    ("https://x.openai.azure.com/openai/v1", true),
    ("https://api.openai.com.example.org", false), ("http://localhost:11434", false),
    ("https://openrouter.ai/api", false),
  ])
  func `OpenAI itself gets a key for its cache, and nobody else`(address: String, hasKey: Bool) {
    let body = ChatCompletionsCodec.body(of: Samples.request, for: Endpoint(address))
    #expect(String(decoding: body, as: UTF8.self).contains(#","prompt_cache_key":""#) == hasKey)
  }

  @Test func `a format for the answer stands before what grows`() {
    var request = Samples.request
    request.answerFormat = AnswerFormat(name: "call", schema: #"{"type":"object"}"#)
    #expect(
      text(request).contains(
        #""response_format":{"type":"json_schema","json_schema":{"name":"call","strict":false,"#
          + #""schema":{"type":"object"}}},"messages":["#))
  }

  @Test func `a turn with calls is a message with calls and one message for each result`() {
    var request = ModelRequest(model: "m", system: [], tools: [], messages: [], maximumOutputTokens: 1)
    request.messages = [
      Message(
        role: .assistant,
        content: [
          .thinking(text: "t", signature: "s"), .toolCall(ToolCall(id: "a", name: "n", arguments: #"{"x":1}{"y":2}"#)),
          .toolCall(ToolCall(id: "b", name: "n", arguments: #"{ "x" : 1 }"#)),
        ]),
      Message(
        role: .user,
        content: [
          .text("and"), .toolResult(ToolResult(callID: "a", text: "bad", isError: true)),
          .toolResult(ToolResult(callID: "b", text: "1")),
        ]),
      Message(role: .assistant, content: [.redactedThinking(data: "d")]),
    ]
    #expect(
      text(request)
        == #"{"model":"m","max_tokens":1,"stream":true,"stream_options":{"include_usage":true},"messages":["#
        + #"{"role":"assistant","content":"","tool_calls":["#
        + #"{"id":"a","type":"function","function":{"name":"n","arguments":"{}"}},"#
        + #"{"id":"b","type":"function","function":{"name":"n","arguments":"{\"x\":1}"}}]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"Error: bad"},{"role":"tool","tool_call_id":"b","content":"1"},"#
        + #"{"role":"user","content":"and"}]}"#)
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
    #expect(try Samples.decode(Self.stream.map { [$0] }, with: ChatCompletionsDecoder()).0 == response)
  }

  @Test func `every cut in two gives the same answer`() throws {
    let stream = ModelScript.chatStream([.text("é🙂"), .toolCall(id: "a", name: "n", arguments: ["漢": 1])])
    let whole = try decode(stream)
    for cut in 0...stream.count {
      let (response, progress) = try decode(Array(stream[..<cut]), Array(stream[cut...]))
      #expect(response == whole.0 && progress == whole.1, "cut at \(cut)")
    }
  }

  @Test func `a stream that ends before the finish reason gives no answer, after it the whole one`() throws {
    let blankLine = Array("\n\n".utf8)
    let finish = try #require(Self.stream.firstRange(of: Array(#""finish_reason":"tool_calls""#.utf8)))
    let end = try #require(Self.stream[finish.upperBound...].firstRange(of: blankLine)?.lowerBound)
    for cut in 0..<Self.stream.count {
      var parser = ServerSentEventParser()
      var decoder = ChatCompletionsDecoder()
      for event in try parser.consume(Array(Self.stream[..<cut])) { _ = try decoder.receive(event) }
      if cut < end + blankLine.count {
        let error = #expect(throws: ModelError.self, "end at \(cut)") { try decoder.finish() }
        #expect(error?.code == .incompleteStream)
      } else {
        #expect(try decoder.finish().content == Self.response.content, "end at \(cut)")
      }
    }
  }

  private static func calls(_ parts: JSONValue...) -> [UInt8] {
    parts.flatMap { ModelScript.event(ModelScript.chatChunk(["tool_calls": [$0]])) }
      + ModelScript.event(ModelScript.chatChunk([:], finishReason: "stop"))
  }

  private static func part(
    index: Int? = nil, id: String? = nil, name: String? = nil, _ arguments: JSONValue = .null
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "function": name.map { ["name": .string($0), "arguments": arguments] } ?? ["arguments": arguments]
    ]
    if let index { members["index"] = JSONValue(index) }
    if let id { members["id"] = .string(id) }
    return .object(members)
  }

  static let twoCalls = [
    ToolCall(id: "a", name: "n", arguments: #"{"x":1}"#), ToolCall(id: "b", name: "n", arguments: #"{"x":2}"#),
  ]
  static let twoUnnamedCalls = zip(["call_0", "call_1"], twoCalls).map {
    ToolCall(id: $0, name: $1.name, arguments: $1.arguments)
  }

  /// What servers do, the parts in which they send two calls, and the calls that are meant.
  static let quirks: [(String, [UInt8], [ToolCall])] = [
    (
      "an index of 0 for all",
      calls(
        part(index: 0, id: "a", name: "n", #"{"x":1}"#), part(index: 0, id: "b", name: "n", #"{"x":2}"#)), twoCalls
    ),
    ("no index", calls(part(id: "a", name: "n", #"{"x":1}"#), part(id: "b", name: "n", #"{"x":2}"#)), twoCalls),
    (
      "no index, in parts",
      calls(
        part(id: "a", name: "n", #"{"x""#), part(":1}"), part(id: "b", name: "n", ""), part(#"{"x":2}"#)), twoCalls
    ),
    (
      "no id",
      calls(
        part(index: 0, name: "n", #"{"x""#), part(index: 0, ":1}"), part(index: 1, name: "n", #"{"x":2}"#)),
      twoUnnamedCalls
    ),
    (
      "an index of 0 for all and no id",
      calls(part(index: 0, name: "n", #"{"x":1}"#), part(index: 0, name: "n", #"{"x":2}"#)), twoUnnamedCalls
    ),
    ("neither index nor id", calls(part(name: "n", #"{"x":1}"#), part(name: "n", #"{"x":2}"#)), twoUnnamedCalls),
    (
      "an empty id", calls(part(index: 0, id: "", name: "n", #"{"x":1}"#), part(index: 1, id: "", name: "n", ["x": 2])),
      twoUnnamedCalls
    ),
    (
      "arguments as an object",
      calls(part(index: 0, id: "a", name: "n", ["x": 1]), part(index: 1, id: "b", name: "n", ["x": 2])), twoCalls
    ),
    (
      "id and name on every part",
      calls(
        part(index: 0, id: "a", name: "n", #"{"x""#), part(index: 0, id: "a", name: "n", ":1}"),
        part(index: 1, id: "b", name: "n", #"{"x":2"#), part(index: 1, id: "b", name: "n", "}")), twoCalls
    ),
    (
      "parts of two calls in turns",
      calls(
        part(index: 0, id: "a", name: "n", #"{"x""#), part(index: 1, id: "b", name: "n", #"{"x":"#),
        part(index: 0, ":1}"), part(index: 1, "2}")), twoCalls
    ),
    (
      "one id for two calls",
      calls(part(index: 0, id: "a", name: "n", ["x": 1]), part(index: 1, id: "a", name: "n", ["x": 2])),
      [twoCalls[0], ToolCall(id: "call_1", name: "n", arguments: #"{"x":2}"#)]
    ),
    (
      "an id that comes late",
      calls(
        part(index: 0, name: "n", ""), part(index: 0, id: "a", #"{"x":1}"#),
        part(index: 1, id: "b", name: "n", ["x": 2])),
      twoCalls
    ),
    ("no arguments", calls(part(index: 0, id: "a", name: "n")), [ToolCall(id: "a", name: "n", arguments: "{}")]),
  ]

  @Test(arguments: quirks)
  func `calls are told apart whatever a server does`(_ quirk: String, _ stream: [UInt8], _ calls: [ToolCall]) throws {
    for end in ["", "data: [DONE]\n\n"] {
      let response = try decode(stream + Array(end.utf8)).0
      #expect(response.content == calls.map(ContentBlock.toolCall), "\(quirk)")
      #expect(response.stopReason == .toolUse, "\(quirk)")
    }
  }

  @Test(arguments: [
    ("stop", StopReason.endTurn), ("tool_calls", .endTurn), ("length", .maximumTokens), ("content_filter", .refusal),
    ("new\u{1B}[2J", .other(#"new\x1b[2J"#)),
  ])
  func `finish reasons are known, or kept as they are spelt`(_ name: String, _ reason: StopReason) throws {
    #expect(try decode(ModelScript.chatStream([.text("a")], finishReason: name)).0.stopReason == reason)
  }

  @Test func `usage on any chunk counts, the last one wins`() throws {
    func chunk(_ tokens: Int, _ reason: String? = nil) -> [UInt8] {
      guard case .object(var members) = ModelScript.chatChunk(["content": "a"], finishReason: reason) else { return [] }
      members["usage"] = ["prompt_tokens": 9, "completion_tokens": JSONValue(tokens)]
      return ModelScript.event(.object(members))
    }
    #expect(try decode(chunk(1) + chunk(2, "stop")).0.usage == Usage(input: 9, output: 2))
    let lie =
      #"data: {"choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":-1,"completion_tokens":1e300,"#
      + #""prompt_tokens_details":{"cached_tokens":7}}}"# + "\n\n"
    #expect(try decode(Array(lie.utf8)).0.usage == Usage(output: 1_000_000_000))
  }

  @Test(arguments: [
    "{not json", "[DONE]", #"{"choices":[{"delta":{"content":7}}]}"#,
    #"{"choices":[{"delta":{"tool_calls":[{"function":{"name":"n","arguments":7}}]}}]}"#,
  ])
  func `what the protocol does not allow is an error`(_ data: String) {
    let bytes = Array("data: \(data)\n\n".utf8) + ModelScript.chatStream([.text("a")])
    let error = #expect(throws: ModelError.self) { try decode(bytes) }
    #expect(error?.code == .malformedResponse)
  }

  @Test func `a call without a name and more than a thousand calls are errors`() {
    let many = (0...1000).map { (index: Int) in Self.part(index: index, id: "\(index)", name: "n") }
    let chunk = ModelScript.event(ModelScript.chatChunk(["tool_calls": .array(many)], finishReason: "stop"))
    for bytes in [Self.calls(Self.part(index: 0, id: "a", "{}")), Self.calls(.null), chunk] {
      #expect(throws: ModelError.self) { try decode(bytes) }
    }
  }

  @Test func `an error in the stream is one`() {
    let bytes = Array(#"data: {"error":{"message":"m","type":"server_error","code":503}}"#.utf8) + Array("\n\n".utf8)
    let error = #expect(throws: ModelError.self) { try decode(bytes + Self.stream) }
    #expect(error?.code == .serverError)
  }

  @Test(arguments: ["", "/v1/"])
  func `a request is sent as the protocol asks`(_ suffix: String) async throws {
    let server = try LoopbackServer([.events(Self.stream, pieceSize: 50)])
    defer { server.stop() }
    for key in ["key-canary", ""] {
      let provider = ChatCompletionsProvider(baseURL: server.url + suffix, key: key, transport: HTTPClient())
      #expect(try await provider.respond(to: Samples.request) { _ in } == Self.response)
    }
    let received = server.requests
    #expect(received.map(\.path) == ["/v1/chat/completions", "/v1/chat/completions"])
    #expect(received.map { $0.headers["authorization"] } == ["Bearer key-canary", nil])
    #expect(received.allSatisfy { $0.headers["x-api-key"] == nil && $0.headers["anthropic-version"] == nil })
    #expect(received.first?.body == ChatCompletionsCodec.body(of: Samples.request))
  }
}
