import HTTP
import JSON
import Models
import Synchronization
import TestSupport
import Testing

/// What the tests of this room share.
enum Samples {
  static let blocks: [ModelScript.Block] = [
    .thinking("Let me läse 漢字 🙂.", signature: "c2lnbmF0dXJl"),
    .redactedThinking(data: "b3BhcXVl"),
    .text("I look at \"it\".\n"),
    .toolCall(id: "toolu_1", name: "read_file", arguments: ["path": "Søurces/a.swift", "lines": [1, 20]]),
    .rawToolCall(id: "toolu_2", name: "git_log", arguments: ""),
  ]

  static let stream = ModelScript.stream(blocks, usage: (input: 11, output: 22, cacheRead: 33, cacheWrite: 44))

  /// A stream with few events, for the tests that decode it thousands of times.
  static let shortStream = ModelScript.stream(
    [.thinking("é🙂", signature: "s"), .toolCall(id: "a", name: "n", arguments: ["漢": 1])], pieceSize: 100)

  static let response = ModelResponse(
    content: [
      .thinking(text: "Let me läse 漢字 🙂.", signature: "c2lnbmF0dXJl"),
      .redactedThinking(data: "b3BhcXVl"),
      .text("I look at \"it\".\n"),
      .toolCall(
        ToolCall(id: "toolu_1", name: "read_file", arguments: #"{"lines":[1,20],"path":"Søurces/a.swift"}"#)),
      .toolCall(ToolCall(id: "toolu_2", name: "git_log", arguments: "{}")),
    ],
    stopReason: .toolUse, usage: Usage(input: 11, output: 22, cacheRead: 33, cacheWrite: 44))

  static let request = request(saying: "Review \"this\".")

  static func request(saying text: String) -> ModelRequest {
    ModelRequest(
      model: "model-1",
      system: [
        SystemSection(text: "You review.", endsCacheablePrefix: true), SystemSection(text: ""),
        SystemSection(text: "Today is a day."),
      ],
      tools: [
        ToolSpecification(
          name: "read_file", description: "Reads a file.",
          inputSchema: JSONSchema(["type": "object", "properties": ["path": ["type": "string"]], "required": ["path"]]))
      ],
      messages: [Message(role: .user, content: [.text(text)])], maximumOutputTokens: 4096)
  }

  /// One turn of a model's and its results.
  static let turn = [
    Message(
      role: .assistant,
      content: [
        .redactedThinking(data: #"{"encrypted_content":"e","type":"reasoning"}"#), .text("I look."),
        .toolCall(ToolCall(id: "a", name: "read_file", arguments: #"{"path": "a"}"#)),
      ]),
    Message(role: .user, content: [.toolResult(ToolResult(callID: "a", text: "1"))]),
  ]

  /// Decodes pieces of a stream as a provider does.
  static func decode(_ pieces: [[UInt8]]) throws -> (ModelResponse, [ModelProgress]) {
    try decode(pieces, with: MessagesDecoder())
  }

  static func decode(
    _ pieces: [[UInt8]], with decoder: some AnswerDecoder
  ) throws -> (ModelResponse, [ModelProgress]) {
    var parser = ServerSentEventParser()
    var decoder = decoder
    var progress: [ModelProgress] = []
    for piece in pieces {
      for event in try parser.consume(piece) {
        if let news = try decoder.receive(event) { progress.append(news) }
      }
    }
    if let event = try parser.finish() { _ = try decoder.receive(event) }
    return (try decoder.finish(), progress)
  }

  static func provider(
    _ server: LoopbackServer, transport: any ModelTransport = HTTPClient(), deadlines: Deadlines = Deadlines(),
    key: String = "key-canary"
  ) -> MessagesProvider {
    MessagesProvider(baseURL: server.url, key: key, transport: transport, deadlines: deadlines)
  }
}

/// Collects what a provider tells while it works.
final class ProgressLog: Sendable {
  private let entries = Mutex<[ModelProgress]>([])

  func add(_ progress: ModelProgress) {
    entries.withLock { $0.append(progress) }
  }

  var all: [ModelProgress] { entries.withLock { $0 } }
}
