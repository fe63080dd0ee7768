import HTTP
import JSON
import Models
import Redaction
import TestSupport
import Testing

/// The providers' own way to make a conversation shorter, in the words of their documentation.
@Suite(.timeLimit(.minutes(1))) struct ProviderCompactionTests {
  private static let signed = ##"{"content":"what was said","signature":"s\"=","type":"compaction"}"##
  private static let encrypted = #"{"encrypted_content":"e","id":"cmp_1","type":"compaction"}"#

  private func body(_ request: LoopbackRequest?) throws -> JSONValue { try JSONValue.parse(try #require(request).body) }

  @Test func `Anthropic is asked on demand, and its block goes first from then on`() async throws {
    let server = try LoopbackServer([
      .json(
        200,
        #"{"type":"message","role":"assistant","content":[\#(Self.signed)],"stop_reason":"compaction","#
          + #""usage":{"input_tokens":100,"output_tokens":20}}"#),
      .events(Samples.stream),
    ])
    defer { server.stop() }
    let provider = MessagesProvider(baseURL: server.url, key: "", transport: HTTPClient(), compacts: true)
    var request = Samples.request
    request.messages += Samples.turn
    let made = try await provider.compaction(of: request)
    #expect(made == ProviderCompaction(data: Self.signed, usage: Usage(input: 100, output: 20)))
    let asked = try #require(server.requests.first)
    #expect(asked.path == "/v1/messages")
    #expect(asked.headers["anthropic-beta"] == "compact-2026-09-04")
    let wanted: JSONValue = ["type": "summarize"]
    #expect(try body(asked)["compaction"] == wanted)
    #expect(try body(asked)["stream"] == .bool(false))

    request.messages = [Samples.request.messages[0]]
    request.messages.append(Message(role: .assistant, content: [.redactedThinking(data: made.data)]))
    request.messages += Samples.turn
    _ = try await provider.respond(to: request) { _ in }
    let sent = try #require(server.requests.last)
    #expect(sent.headers["anthropic-beta"] == "compact-2026-09-04")
    let messages = try #require(body(sent)["messages"]?.array)
    #expect(messages.map { $0["role"]?.string } == ["assistant", "user", "assistant", "user"])
    #expect(messages[0]["content"]?[0] == (try JSONValue.parse(Self.signed)))
  }

  @Test func `OpenAI is asked at an address of its own, and its item stands behind the task`() async throws {
    let server = try LoopbackServer([
      .json(
        200,
        #"{"object":"response.compaction","output":[{"type":"message","role":"user","content":[]},\#(Self.encrypted)],"#
          + #""usage":{"input_tokens":100,"output_tokens":20}}"#)
    ])
    defer { server.stop() }
    let provider = ResponsesProvider(baseURL: server.url, key: "", transport: HTTPClient(), compacts: true)
    var request = Samples.request
    request.messages += Samples.turn
    let made = try await provider.compaction(of: request)
    #expect(made == ProviderCompaction(data: Self.encrypted, usage: Usage(input: 100, output: 20)))
    let asked = try #require(server.requests.first)
    #expect(asked.path == "/v1/responses/compact")
    #expect(try body(asked)["instructions"] == "You review.\n\nToday is a day.")
    #expect(try body(asked)["input"]?.array?.count == 5)

    request.messages.insert(Message(role: .assistant, content: [.redactedThinking(data: made.data)]), at: 1)
    let input = try JSONValue.parse(ResponsesCodec.body(of: request))["input"]?.array
    #expect(input?[1] == (try JSONValue.parse(Self.encrypted)))
  }

  @Test(arguments: [
    LoopbackReply.json(200, "{}"), .json(200, #"{"content":[{"type":"text","text":"no"}]}"#), .json(200, "no"),
    .json(400, #"{"type":"error","error":{"type":"invalid_request_error","message":"no such beta"}}"#),
    .json(529, #"{"type":"error","error":{"type":"overloaded_error","message":"busy"}}"#),
  ])
  func `what is no compaction is an error`(reply: LoopbackReply) async throws {
    let server = try LoopbackServer([reply])
    defer { server.stop() }
    let provider = MessagesProvider(baseURL: server.url, key: "", transport: HTTPClient(), compacts: true)
    await #expect(throws: ModelError.self) { try await provider.compaction(of: Samples.request) }
  }

  @Test(arguments: [
    ("https://api.anthropic.com", true, false), ("https://api.openai.com/v1", false, true),
    ("http://localhost:8080", false, false),
  ])
  func `only those who document it are asked`(address: String, anthropic: Bool, openAI: Bool) {
    let client = HTTPClient()
    #expect(MessagesProvider(baseURL: address, key: "", transport: client).compacts == anthropic)
    #expect(ResponsesProvider(baseURL: address, key: "", transport: client).compacts == openAI)
    #expect(!ChatCompletionsProvider(baseURL: address, key: "", transport: client).compacts)
    let redacting = RedactingProvider(
      MessagesProvider(baseURL: address, key: "", transport: client), redactor: Redactor(knownSecrets: []))
    #expect(redacting.compacts == anthropic)
  }

  @Test func `what one provider keeps to itself is not sent to another`() {
    var request = Samples.request
    request.messages.append(Message(role: .assistant, content: [.redactedThinking(data: Self.signed), .text("a")]))
    #expect(!String(decoding: ResponsesCodec.body(of: request), as: UTF8.self).contains("what was said"))
    #expect(!String(decoding: ChatCompletionsCodec.body(of: request), as: UTF8.self).contains("what was said"))
  }
}
