import HTTP
import JSON
import Models
import TestSupport
import Testing

struct MessagesDecodingTests {
  private func failure(_ stream: [UInt8]) -> ModelError.Code? {
    #expect(throws: ModelError.self) { try Samples.decode([stream]) }?.code
  }

  /// A stream of the events given, between a sound beginning and a sound end.
  private func stream(_ events: JSONValue..., delta: JSONValue = ["stop_reason": "end_turn"]) -> [UInt8] {
    let all: [JSONValue] =
      [["type": "message_start", "message": [:]]] + events
      + [["type": "message_delta", "delta": delta], ["type": "message_stop"]]
    return all.flatMap(ModelScript.event)
  }

  private func start(_ index: Int, _ block: JSONValue = ["type": "text", "text": ""]) -> JSONValue {
    ["type": "content_block_start", "index": JSONValue(index), "content_block": block]
  }

  private func delta(_ index: Int, _ text: String) -> JSONValue {
    ["type": "content_block_delta", "index": JSONValue(index), "delta": ["type": "text_delta", "text": .string(text)]]
  }

  private func stop(_ index: Int) -> JSONValue {
    ["type": "content_block_stop", "index": JSONValue(index)]
  }

  @Test func `tokens that are written for an hour are told apart`() throws {
    let started: JSONValue = [
      "type": "message_start",
      "message": [
        "usage": [
          "input_tokens": 1, "cache_creation_input_tokens": 30,
          "cache_creation": ["ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 20],
        ]
      ],
    ]
    let ended: JSONValue = [
      "type": "message_delta", "delta": ["stop_reason": "end_turn"], "usage": ["output_tokens": 5],
    ]
    let stopped: JSONValue = ["type": "message_stop"]
    let bytes = [started, ended, stopped].flatMap(ModelScript.event)
    let (response, _) = try Samples.decode([bytes], with: MessagesDecoder())
    #expect(response.usage == Usage(input: 1, output: 5, cacheWrite: 30, cacheWriteHour: 20))
  }

  @Test func `a whole stream is the answer`() throws {
    let (response, progress) = try Samples.decode([Samples.stream])
    #expect(response == Samples.response)
    // What the provider has counted until then, for an answer that is cut off.
    guard case .started(let counted)? = progress.first else {
      Issue.record("\(progress.first.map { "\($0)" } ?? "nothing")")
      return
    }
    #expect(counted.prompt == Samples.response.usage.prompt)
    let arguments = progress.compactMap { if case .arguments(let part) = $0 { part } else { nil } }.joined()
    #expect(
      Samples.response.content.contains { block in
        if case .toolCall(let call) = block { call.arguments == arguments } else { false }
      })
    let calls = progress.filter { if case .toolCall = $0 { true } else { false } }
    #expect(calls == [.toolCall(name: "read_file"), .toolCall(name: "git_log")])
    #expect(
      progress.compactMap { if case .thinking(let part) = $0 { part } else { nil } }.joined() == "Let me läse 漢字 🙂.")
  }

  @Test func `every cut in two gives the same answer`() throws {
    let stream = Samples.shortStream
    let whole = try Samples.decode([stream])
    for cut in 0...stream.count {
      let (response, progress) = try Samples.decode([Array(stream[..<cut]), Array(stream[cut...])])
      #expect(response == whole.0 && progress == whole.1, "cut at \(cut)")
    }
  }

  @Test func `bytes that come one by one give the same answer`() throws {
    let (response, progress) = try Samples.decode(Samples.stream.map { [$0] })
    #expect(response == Samples.response)
    #expect(try progress == Samples.decode([Samples.stream]).1)
  }

  @Test func `a stream that ends early at any byte gives no answer`() throws {
    var parser = ServerSentEventParser()
    var decoder = MessagesDecoder()
    for (offset, byte) in Samples.stream.enumerated() {
      let error = #expect(throws: ModelError.self, "end at \(offset)") { try decoder.finish() }
      #expect(error?.code == .incompleteStream)
      // Not even a proper end makes an answer of it, but for the last event's missing line ends.
      if offset < Samples.stream.count - 2 {
        var (parser, decoder) = (parser, decoder)
        #expect(throws: ModelError.self, "proper end at \(offset)") {
          if let event = try parser.finish() { _ = try decoder.receive(event) }
          _ = try decoder.finish()
        }
      }
      for event in try parser.consume([byte]) { _ = try decoder.receive(event) }
    }
    #expect(try decoder.finish() == Samples.response)
  }

  @Test func `pings, unknown events and unknown blocks are passed over`() throws {
    let bytes = stream(
      ["type": "ping"], ["type": "news", "x": 1], start(0, ["type": "server_thing", "a": 1]),
      ["type": "content_block_delta", "index": 0, "delta": ["type": "thing_delta"]], stop(0), start(1), delta(1, "a"),
      ["type": "content_block_delta", "index": 1, "delta": ["type": "citations_delta", "citation": [:]]], stop(1))
    #expect(try Samples.decode([bytes]).0.content == [.text("a")])
  }

  @Test func `what follows the end is passed over`() throws {
    let more = ModelScript.errorEvent(type: "overloaded_error", message: "m") + Array("data: [DONE]\n\n".utf8)
    #expect(try Samples.decode([Samples.stream + more]).0 == Samples.response)
  }

  @Test func `an answer without content is an answer`() throws {
    #expect(try Samples.decode([stream()]).0 == ModelResponse(content: [], stopReason: .endTurn, usage: Usage()))
  }

  @Test func `what the protocol does not allow is an error`() {
    let ill: [[UInt8]] = [
      stream(start(0), start(0), stop(0)),
      stream(delta(0, "a")),
      stream(start(0), stop(0), delta(0, "a")),
      stream(start(0), stop(0), stop(0)),
      stream(start(0)),
      stream(start(0), delta(1, "a"), stop(0)),
      stream(["type": "content_block_start", "content_block": ["type": "text"]]),
      stream(["type": "content_block_start", "index": 0]),
      stream(["type": "content_block_start", "index": "0", "content_block": ["type": "text"]]),
      stream(start(0, ["type": "tool_use", "id": "a", "name": "n", "input": [:]]), delta(0, "a"), stop(0)),
      stream(
        start(0), ["type": "content_block_delta", "index": 0, "delta": ["type": "text_delta", "text": 7]], stop(0)),
      stream(start(0, ["type": "tool_use", "id": "a", "name": ""]), stop(0)),
      stream(["type": "message_start", "message": [:]]),
      stream(delta: [:]),
      stream(delta: ["stop_reason": .null]),
      ModelScript.event(["type": "message_stop"]),
      ModelScript.event(["type": "message_delta", "delta": ["stop_reason": "end_turn"]]),
      Array("data: {not json\n\nevent: ???\n\n".utf8),
      Array("data: [DONE]\n\n".utf8),
      Array("event: message_stop\ndata: 1e999999\n\n".utf8),
      Array("data: \(String(repeating: "[", count: 100_000))\n\n".utf8),
      Array("event: message_start\ndata: \u{FFFD}\n\n".utf8),
    ]
    for bytes in ill {
      #expect(failure(bytes) == .malformedResponse, "\(String(decoding: bytes.prefix(400), as: UTF8.self))")
    }
  }

  @Test func `a call without an id, or with one that another has, is a call all the same`() throws {
    let bytes = stream(
      start(0, ["type": "tool_use", "name": "n"]), stop(0), start(1, ["type": "tool_use", "id": "a", "name": "n"]),
      stop(1), start(2, ["type": "tool_use", "id": "a", "name": "m"]), stop(2))
    let calls = [("", "n"), ("a", "n"), ("a", "m")].map {
      ContentBlock.toolCall(ToolCall(id: $0, name: $1, arguments: "{}"))
    }
    #expect(try Samples.decode([bytes]).0.content == calls)
  }

  @Test func `after an error nothing makes an answer`() throws {
    var decoder = MessagesDecoder()
    let events = [ServerSentEvent(data: "garbage")] + [ServerSentEvent(data: #"{"type":"message_stop"}"#)]
    for event in events {
      let error = #expect(throws: ModelError.self) { try decoder.receive(event) }
      #expect(error?.code == .malformedResponse)
    }
    #expect(throws: ModelError.self) { try decoder.finish() }
    #expect(decoder.response == nil)
  }

  @Test func `two hundred calls at once are all there, a thousand and one blocks are too many`() throws {
    let calls = { (count: Int) in
      ModelScript.stream(
        (0..<count).map { .toolCall(id: "c\($0)", name: "read_file", arguments: ["path": .string("f\($0)")]) },
        pieceSize: 100)
    }
    let response = try Samples.decode([calls(200)]).0
    #expect(response.content.count == 200)
    #expect(response.content.last == .toolCall(ToolCall(id: "c199", name: "read_file", arguments: #"{"path":"f199"}"#)))
    #expect(failure(calls(1001)) == .malformedResponse)
  }

  @Test func `an answer past the limit of bytes is refused`() throws {
    var decoder = MessagesDecoder(limits: DecodingLimits(size: 1000))
    let event = ServerSentEvent(data: #"{"type":"ping","x":"\#(String(repeating: "y", count: 400))"}"#)
    _ = try decoder.receive(event)
    _ = try decoder.receive(event)
    #expect(throws: ModelError.self) { try decoder.receive(event) }
  }

  @Test func `arguments cut by the limit of tokens stay as they are, with the reason`() throws {
    let bytes = ModelScript.stream(
      [.rawToolCall(id: "a", name: "n", arguments: #"{"path": "a"#)], stopReason: "max_tokens")
    let response = try Samples.decode([bytes]).0
    #expect(response.stopReason == .maximumTokens)
    #expect(response.content == [.toolCall(ToolCall(id: "a", name: "n", arguments: #"{"path": "a"#))])
  }

  @Test func `input given with the block's start is taken`() throws {
    let bytes = stream(start(0, ["type": "tool_use", "id": "a", "name": "n", "input": ["x": 1]]), stop(0))
    #expect(try Samples.decode([bytes]).0.content == [.toolCall(ToolCall(id: "a", name: "n", arguments: #"{"x":1}"#))])
  }

  @Test(arguments: [
    ("end_turn", StopReason.endTurn), ("tool_use", .toolUse), ("max_tokens", .maximumTokens), ("refusal", .refusal),
    ("stop_sequence", .stopSequence), ("pause_turn", .pause),
    ("model_context_window_exceeded", .contextWindowExceeded), ("new\u{1B}[2J", .other(#"new\x1b[2J"#)),
  ])
  func `stop reasons are known, or kept as they are spelt`(_ name: String, _ reason: StopReason) throws {
    #expect(try Samples.decode([stream(delta: ["stop_reason": .string(name)])]).0.stopReason == reason)
  }

  static let usages: [([JSONValue], Usage)] = [
    ([["input_tokens": -5, "output_tokens": 1e300], ["output_tokens": 7]], Usage(output: 7)),
    (
      [["input_tokens": 10, "cache_read_input_tokens": 3], ["output_tokens": 4]],
      Usage(input: 10, output: 4, cacheRead: 3)
    ),
    ([["input_tokens": "many", "output_tokens": .null], .null], Usage()),
    ([[:], ["output_tokens": 9_223_372_036_854_775_807]], Usage(output: 1_000_000_000)),
  ]

  @Test(arguments: usages)
  func `usage is the last that was told, within reason`(_ told: [JSONValue], _ usage: Usage) throws {
    let events: [JSONValue] = [
      ["type": "message_start", "message": ["usage": told[0]]],
      ["type": "message_delta", "delta": ["stop_reason": "end_turn"], "usage": told[1]], ["type": "message_stop"],
    ]
    #expect(try Samples.decode([events.flatMap(ModelScript.event)]).0.usage == usage)
  }
}
