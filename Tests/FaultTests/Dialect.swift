import HTTP
import Models
import TestSupport
import Testing

/// The protocol that a provider is asked in, and that a script answers in.
enum Dialect: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case messages
  case responses
  case chatCompletions

  var testDescription: String { rawValue }

  /// The provider behind a server.
  func provider(_ server: LoopbackServer, deadlines: Deadlines = Deadlines()) -> any ModelProvider {
    let transport = HTTPClient()
    return switch self {
    case .messages: MessagesProvider(baseURL: server.url, key: "dummy", transport: transport, deadlines: deadlines)
    case .responses: ResponsesProvider(baseURL: server.url, key: "dummy", transport: transport, deadlines: deadlines)
    case .chatCompletions:
      ChatCompletionsProvider(baseURL: server.url, key: "dummy", transport: transport, deadlines: deadlines)
    }
  }

  /// A whole answer's stream.
  func stream(_ blocks: [ModelScript.Block], pieceSize: Int = 12) -> [UInt8] {
    switch self {
    case .messages: ModelScript.stream(blocks, pieceSize: pieceSize)
    case .responses: ModelScript.responsesStream(blocks, pieceSize: pieceSize)
    case .chatCompletions: ModelScript.chatStream(blocks, pieceSize: pieceSize)
    }
  }

  /// An answer that the provider ended for a reason of its own.
  func stream(_ blocks: [ModelScript.Block], endedBy ending: Ending) -> [UInt8] {
    switch (self, ending) {
    case (.messages, .tokenLimit): ModelScript.stream(blocks, stopReason: "max_tokens")
    case (.messages, .refusal): ModelScript.stream(blocks, stopReason: "refusal")
    case (.responses, .tokenLimit): ModelScript.responsesStream(blocks, incomplete: "max_output_tokens")
    case (.responses, .refusal): ModelScript.responsesStream(blocks, incomplete: "content_filter")
    case (.chatCompletions, .tokenLimit): ModelScript.chatStream(blocks, finishReason: "length")
    case (.chatCompletions, .refusal): ModelScript.chatStream(blocks, finishReason: "content_filter")
    }
  }

  enum Ending: CaseIterable {
    case tokenLimit
    case refusal
  }

  /// A refusal in the protocol's words.
  func error(_ status: Int, _ type: String, headers: [String: String] = [:]) -> LoopbackReply {
    let text =
      self == .messages
      ? #"{"type":"error","error":{"type":"\#(type)","message":"scripted"}}"#
      : #"{"error":{"type":"\#(type)","code":"\#(type)","message":"scripted"}}"#
    return .json(status, text, headers: headers)
  }

  /// The refusal of a conversation that does not fit into the model's window.
  var conversationTooLong: LoopbackReply {
    self == .messages ? error(413, "request_too_large") : error(400, "context_length_exceeded")
  }
}
