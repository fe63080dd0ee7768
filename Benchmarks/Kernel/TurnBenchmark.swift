import AgentKernel
import HTTP
import Models
import Redaction

/// A conversation that grows by one answer and one result a turn, and the stages that make a request's bytes of it.
struct TurnBenchmark {
  private var conversation = Conversation([.instruction("task")])
  private var number = 0
  private let memo = RequestMemo()
  private let provider: RedactingProvider

  init(codec: String) {
    let body: @Sendable (ModelRequest) -> RequestBody =
      switch codec {
      case "Messages": { MessagesCodec.content(of: $0, for: nil) }
      case "Responses": { ResponsesCodec.content(of: $0, for: nil) }
      default: { ChatCompletionsCodec.content(of: $0, for: nil) }
      }
    provider = RedactingProvider(
      EncodingProvider(body: body), redactor: Redactor(knownSecrets: ["a-secret-of-some-length"]))
  }

  mutating func turn() async {
    number += 1
    let call = ToolCall(id: "\(number)", name: "read_file", arguments: #"{"path": "a.txt"}"#)
    conversation.append(.response([.text("Looking."), .toolCall(call)]))
    let text = String(repeating: "text ", count: 200)
    conversation.append(.results([ToolResult(callID: "\(number)", text: text)], note: nil))
    let request = ModelRequest(
      model: "m", system: [SystemSection(text: "you")], tools: [], messages: conversation.messages,
      maximumOutputTokens: 1000, memo: memo)
    _ = try? await provider.respond(to: request) { _ in }
  }
}

/// Makes the bytes and sends none.
private struct EncodingProvider: ModelProvider {
  let body: @Sendable (ModelRequest) -> RequestBody

  func respond(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws -> ModelResponse {
    precondition(body(request).count > 0)
    return ModelResponse(content: [], stopReason: .endTurn, usage: Usage())
  }
}
