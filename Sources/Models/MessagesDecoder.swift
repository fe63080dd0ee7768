package import HTTP
internal import JSON

/// Builds an answer out of the events of Anthropic's Messages protocol.
///
/// Only `message_stop`, after every block was closed and a stop reason given, makes a response. After an error nothing does.
package struct MessagesDecoder: Sendable {
  /// What an answer may cost us.
  package struct Limits: Hashable, Sendable {
    /// Bytes of the data of all events.
    package var size: Int

    /// Content blocks.
    package var blocks: Int

    package init(size: Int = 32 << 20, blocks: Int = 1000) {
      self.size = size
      self.blocks = blocks
    }
  }

  private let limits: Limits
  private var size = 0
  private var hasStarted = false
  private var blocks: [Block] = []
  private var positions: [Int: Int] = [:]
  private var callIDs: Set<String> = []
  private var stopReason: StopReason?
  private var usage = MessagesUsage()
  private var failure: ModelError?

  /// The answer; nil until the provider has said that it is complete.
  package private(set) var response: ModelResponse?

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Takes the next event and returns what it tells of the answer.
  ///
  /// Events of unknown type and events after the end are passed over.
  ///
  /// - Throws: the error that an `error` event stands for; `malformedResponse` for what the protocol does not allow.
  package mutating func receive(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    if let failure { throw failure }
    guard response == nil else { return nil }
    do throws(ModelError) {
      return try take(event)
    } catch {
      failure = error
      throw error
    }
  }

  /// The answer, at the stream's end.
  ///
  /// - Throws: `incompleteStream` when the provider has not said that the answer is complete.
  package func finish() throws(ModelError) -> ModelResponse {
    if let failure { throw failure }
    guard let response else {
      throw ModelError(.incompleteStream, "the provider's stream ended before the answer was complete")
    }
    return response
  }

  private mutating func take(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    size += event.data.utf8.count
    guard size <= limits.size else { throw Self.malformed("more than \(limits.size) bytes") }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(event.data)
    } catch {
      throw Self.malformed("an event that cannot be read: \(MessagesCodec.shown(error.description))")
    }
    let type = value["type"]?.string ?? event.type
    switch type {
    case "message_start":
      guard !hasStarted else { throw Self.malformed("two beginnings") }
      hasStarted = true
      usage.take(value["message"]?["usage"])
      return .started
    case "error": throw MessagesCodec.error(event: value)
    case "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop":
      guard hasStarted else { throw Self.malformed("`\(type)` before `message_start`") }
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
      throw Self.malformed("a content block without index or content")
    }
    guard positions[index] == nil else { throw Self.malformed("two content blocks of index \(index)") }
    guard blocks.count < limits.blocks else { throw Self.malformed("more than \(limits.blocks) content blocks") }
    let block = try Block(content)
    if case .toolCall(let id, _) = block.kind, !callIDs.insert(id).inserted {
      throw Self.malformed("two tool calls of one id")
    }
    positions[index] = blocks.count
    blocks.append(block)
    return block.progress
  }

  private func openPosition(_ value: JSONValue) throws(ModelError) -> Int {
    guard let index = value["index"]?.integer, let position = positions[index], blocks[position].isOpen else {
      throw Self.malformed("a part of a content block that is not open")
    }
    return position
  }

  private mutating func complete() throws(ModelError) {
    guard let stopReason else { throw Self.malformed("an end without a stop reason") }
    guard !blocks.contains(where: \.isOpen) else { throw Self.malformed("an end within a content block") }
    response = ModelResponse(content: blocks.compactMap(\.content), stopReason: stopReason, usage: usage.total)
  }

  static func malformed(_ what: String) -> ModelError {
    ModelError(.malformedResponse, "the provider sent what its protocol does not allow: \(what)")
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
    default: self = .other(MessagesCodec.shown(name))
    }
  }
}
