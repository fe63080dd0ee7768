package import JSON

/// Builds what a model's endpoint streams, in the words of Anthropic's Messages protocol.
package enum ModelScript {
  package enum Block: Sendable {
    case text(String)
    case thinking(String, signature: String)
    case redactedThinking(data: String)
    case toolCall(id: String, name: String, arguments: JSONValue)

    /// A call whose arguments are streamed as they stand here, JSON or not.
    case rawToolCall(id: String, name: String, arguments: String)
  }

  /// The bytes of a whole answer's `text/event-stream`.
  ///
  /// - Parameters:
  ///   - blocks: the answer's content.
  ///   - stopReason: nil for `tool_use` if there is a call, else `end_turn`.
  ///   - usage: tokens of input, of output, read from the cache and written to it.
  ///   - pieceSize: characters of each delta.
  package static func stream(
    _ blocks: [Block], stopReason: String? = nil,
    usage: (input: Int, output: Int, cacheRead: Int, cacheWrite: Int) = (100, 20, 0, 0), pieceSize: Int = 12
  ) -> [UInt8] {
    var events: [JSONValue] = [
      [
        "type": "message_start",
        "message": [
          "id": "msg_1", "type": "message", "role": "assistant", "model": "scripted", "content": [],
          "stop_reason": .null,
          "usage": [
            "input_tokens": JSONValue(usage.input), "output_tokens": 1,
            "cache_read_input_tokens": JSONValue(usage.cacheRead),
            "cache_creation_input_tokens": JSONValue(usage.cacheWrite),
          ],
        ],
      ],
      ["type": "ping"],
    ]
    for (index, block) in blocks.enumerated() {
      let (start, deltas) = parts(of: block, pieceSize: pieceSize)
      let index = JSONValue(index)
      events.append(["type": "content_block_start", "index": index, "content_block": start])
      events += deltas.map { ["type": "content_block_delta", "index": index, "delta": $0] }
      events.append(["type": "content_block_stop", "index": index])
    }
    events.append([
      "type": "message_delta", "delta": ["stop_reason": .string(stopReason ?? defaultStopReason(blocks))],
      "usage": ["output_tokens": JSONValue(usage.output)],
    ])
    events.append(["type": "message_stop"])
    return events.flatMap(event)
  }

  /// The bytes of one event.
  package static func event(_ value: JSONValue) -> [UInt8] {
    let name = value["type"]?.string.map { "event: \($0)\n" } ?? ""
    return Array("\(name)data: \(value.serialized())\n\n".utf8)
  }

  /// The bytes of an error event, as it may come after a status of 200.
  package static func errorEvent(type: String, message: String) -> [UInt8] {
    event(["type": "error", "error": ["type": .string(type), "message": .string(message)]])
  }

  private static func parts(of block: Block, pieceSize: Int) -> (start: JSONValue, deltas: [JSONValue]) {
    switch block {
    case .text(let text):
      let deltas = pieces(text, pieceSize).map { ["type": "text_delta", "text": .string($0)] as JSONValue }
      return (["type": "text", "text": ""], deltas)
    case .thinking(let text, let signature):
      let deltas = pieces(text, pieceSize).map { ["type": "thinking_delta", "thinking": .string($0)] as JSONValue }
      let signed: JSONValue = ["type": "signature_delta", "signature": .string(signature)]
      return (["type": "thinking", "thinking": "", "signature": ""], deltas + [signed])
    case .redactedThinking(let data):
      return (["type": "redacted_thinking", "data": .string(data)], [])
    case .toolCall(let id, let name, let arguments):
      return parts(of: .rawToolCall(id: id, name: name, arguments: arguments.serialized()), pieceSize: pieceSize)
    case .rawToolCall(let id, let name, let arguments):
      let deltas = ([""] + pieces(arguments, pieceSize)).map {
        ["type": "input_json_delta", "partial_json": .string($0)] as JSONValue
      }
      return (["type": "tool_use", "id": .string(id), "name": .string(name), "input": [:]], deltas)
    }
  }

  private static func defaultStopReason(_ blocks: [Block]) -> String {
    for case .toolCall in blocks { return "tool_use" }
    for case .rawToolCall in blocks { return "tool_use" }
    return "end_turn"
  }

  static func pieces(_ text: String, _ size: Int) -> [String] {
    var pieces: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    return pieces
  }
}
