package import HTTP
internal import JSON

/// Builds an answer out of the events of Anthropic's Messages protocol.
///
/// Only `message_stop`, after every block was closed and a stop reason given, makes a response. After an error nothing does.
package struct MessagesDecoder: AnswerDecoder {
  package var state: DecodingState
  private var hasStarted = false
  private var blocks: [Block] = []
  private var positions: [Int: Int] = [:]
  private var stopReason: StopReason?
  private var usage = MessagesUsage()

  package init(limits: DecodingLimits = DecodingLimits()) {
    state = DecodingState(limits: limits)
  }

  package mutating func take(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    let value = try state.parse(event)
    let type = value["type"]?.string ?? event.type
    switch type {
    case "message_start":
      guard !hasStarted else { throw ModelError.malformed("two beginnings") }
      hasStarted = true
      usage.take(value["message"]?["usage"])
      return .started(usage.total)
    case "error": throw MessagesCodec.error(event: value["error"])
    case "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop":
      guard hasStarted else { throw ModelError.malformed("`\(type)` before `message_start`") }
      state.advance()
      return try take(type, value)
    default: return nil
    }
  }

  private mutating func take(_ type: String, _ value: JSONValue) throws(ModelError) -> ModelProgress? {
    switch type {
    case "content_block_start": return try start(value)
    case "content_block_delta":
      let position = try openPosition(value)
      return try blocks[position].append(value["delta"] ?? .null)
    case "content_block_stop":
      let position = try openPosition(value)
      blocks[position].isOpen = false
    case "message_delta":
      if let reason = value["delta"]?["stop_reason"]?.string { stopReason = StopReason(messages: reason) }
      usage.take(value["usage"])
    default: try complete()
    }
    return nil
  }

  private mutating func start(_ value: JSONValue) throws(ModelError) -> ModelProgress? {
    guard let index = value["index"]?.integer, let content = value["content_block"] else {
      throw ModelError.malformed("a content block without index or content")
    }
    guard positions[index] == nil else { throw ModelError.malformed("two content blocks of index \(index)") }
    guard blocks.count < state.limits.blocks else {
      throw ModelError.malformed("more than \(state.limits.blocks) content blocks")
    }
    let block = try Block(content)
    positions[index] = blocks.count
    blocks.append(block)
    return block.progress
  }

  private func openPosition(_ value: JSONValue) throws(ModelError) -> Int {
    guard let index = value["index"]?.integer, let position = positions[index], blocks[position].isOpen else {
      throw ModelError.malformed("a part of a content block that is not open")
    }
    return position
  }

  private mutating func complete() throws(ModelError) {
    guard let stopReason else { throw ModelError.malformed("an end without a stop reason") }
    guard !blocks.contains(where: \.isOpen) else { throw ModelError.malformed("an end within a content block") }
    state.response = ModelResponse(content: blocks.compactMap(\.content), stopReason: stopReason, usage: usage.total)
  }
}

extension StopReason {
  /// The stop reason that Anthropic spells like this.
  init(messages name: String) {
    switch name {
    case "end_turn": self = .endTurn
    case "tool_use": self = .toolUse
    case "max_tokens": self = .maximumTokens
    case "stop_sequence": self = .stopSequence
    case "refusal": self = .refusal
    case "pause_turn": self = .pause
    case "model_context_window_exceeded": self = .contextWindowExceeded
    default: self = .other(ModelError.shown(name))
    }
  }
}
