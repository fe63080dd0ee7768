package import HTTP
internal import JSON

/// Builds an answer out of the chunks of the Chat Completions protocol.
///
/// A finish reason and then `[DONE]` or the stream's end make a response. Usage is the last that was told, on whatever chunk.
package struct ChatCompletionsDecoder: AnswerDecoder {
  package var state: DecodingState
  private var hasStarted = false
  private var text = ""
  private var isRefusal = false
  private var calls = ToolCallAccumulator()
  private var finishReason: String?
  private var usage = Usage()

  package init(limits: DecodingLimits = DecodingLimits()) {
    state = DecodingState(limits: limits)
  }

  package mutating func take(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    guard event.data != "[DONE]" else {
      guard let answer = try answerAtEnd() else { throw ModelError.malformed("an end without a finish reason") }
      state.response = answer
      return nil
    }
    let value = try state.parse(event)
    if let details = ChatCompletionsCodec.errorDetails(value) { throw ChatCompletionsCodec.error(event: details) }
    if let told = Usage(openAI: value["usage"], prompt: "prompt_tokens", output: "completion_tokens") { usage = told }
    var news: ModelProgress?
    if !hasStarted {
      hasStarted = true
      news = .started(usage)
    }
    guard let choice = value["choices"]?[0], choice["index"]?.integer ?? 0 == 0 else { return news }
    state.advance()
    if let delta = choice["delta"] { news = try take(delta: delta) ?? news }
    if let reason = choice["finish_reason"]?.string { finishReason = reason }
    return news
  }

  package func answerAtEnd() throws(ModelError) -> ModelResponse? {
    guard let finishReason else { return nil }
    let calls = try calls.finished()
    let content: [ContentBlock] = (text.isEmpty ? [] : [.text(text)]) + calls.map(ContentBlock.toolCall)
    return ModelResponse(
      content: content, stopReason: stopReason(finishReason, hasCalls: !calls.isEmpty), usage: usage)
  }

  /// Ollama says `stop` although tools were called.
  private func stopReason(_ name: String, hasCalls: Bool) -> StopReason {
    switch name {
    case _ where isRefusal: .refusal
    case "stop", "tool_calls", "function_call": hasCalls ? .toolUse : .endTurn
    case "length": .maximumTokens
    case "content_filter": .refusal
    default: .other(ModelError.shown(name))
    }
  }

  private mutating func take(delta: JSONValue) throws(ModelError) -> ModelProgress? {
    var news: ModelProgress?
    // llama.cpp and DeepSeek have the first of these names, vLLM and OpenRouter the second; neither is sent back.
    for name in ["reasoning_content", "reasoning"] {
      if let part = delta[name]?.string, !part.isEmpty { news = .thinking(part) }
    }
    for name in ["content", "refusal"] {
      guard let value = delta[name], !value.isNull else { continue }
      guard let part = value.string else { throw ModelError.malformed("`\(name)` that is no text") }
      guard !part.isEmpty else { continue }
      text += part
      news = .text(part)
      if name == "refusal" { isRefusal = true }
    }
    for call in delta["tool_calls"]?.array ?? [] {
      guard let name = try calls.take(call) else {
        if let part = call["function"]?["arguments"]?.string, !part.isEmpty { news = .arguments(part) }
        continue
      }
      guard calls.count <= state.limits.blocks else {
        throw ModelError.malformed("more than \(state.limits.blocks) tool calls")
      }
      news = .toolCall(name: name)
    }
    return news
  }
}
