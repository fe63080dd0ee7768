internal import JSON

extension ModelScript {
  /// The bytes of a whole answer in the words of OpenAI's Responses protocol.
  ///
  /// - Parameters:
  ///   - blocks: the answer's content; thinking has only a summary, redacted thinking is an item with encrypted content.
  ///   - incomplete: the reason why the answer is incomplete; nil when it is complete.
  ///   - usage: tokens of the input, those of it that were read from the cache, and of the output.
  ///   - pieceSize: characters of each delta.
  package static func responsesStream(
    _ blocks: [Block], incomplete: String? = nil, usage: (input: Int, cached: Int, output: Int) = (100, 0, 20),
    pieceSize: Int = 12
  ) -> [UInt8] {
    var events: [JSONValue] = [
      ["type": "response.created", "response": ["id": "resp_1", "status": "in_progress", "output": []]]
    ]
    var items: [JSONValue] = []
    for (index, block) in blocks.enumerated() {
      let (item, delta, text) = responsesItem(block, id: "item_\(index)")
      let index = JSONValue(index)
      events.append(["type": "response.output_item.added", "output_index": index, "item": item])
      events += pieces(text, pieceSize).map {
        ["type": .string(delta), "output_index": index, "delta": .string($0)]
      }
      events.append(["type": "response.output_item.done", "output_index": index, "item": item])
      items.append(item)
    }
    let type = incomplete == nil ? "response.completed" : "response.incomplete"
    events.append([
      "type": .string(type),
      "response": [
        "id": "resp_1", "output": .array(items),
        "incomplete_details": incomplete.map { ["reason": .string($0)] } ?? .null,
        "usage": [
          "input_tokens": JSONValue(usage.input), "output_tokens": JSONValue(usage.output),
          "input_tokens_details": ["cached_tokens": JSONValue(usage.cached)],
          "output_tokens_details": ["reasoning_tokens": 0],
        ],
      ],
    ])
    return events.flatMap(event)
  }

  private static func responsesItem(_ block: Block, id: String) -> (item: JSONValue, delta: String, text: String) {
    switch block {
    case .text(let text):
      let part: JSONValue = ["type": "output_text", "text": .string(text), "annotations": []]
      return (
        ["type": "message", "id": .string(id), "role": "assistant", "content": [part]], "response.output_text.delta",
        text
      )
    case .thinking(let text, _):
      let part: JSONValue = ["type": "summary_text", "text": .string(text)]
      return (
        ["type": "reasoning", "id": .string(id), "summary": [part]], "response.reasoning_summary_text.delta", text
      )
    case .redactedThinking(let data):
      return (
        ["type": "reasoning", "id": .string(id), "summary": [], "encrypted_content": .string(data)], "", ""
      )
    case .toolCall(let callID, let name, let arguments):
      return responsesItem(.rawToolCall(id: callID, name: name, arguments: arguments.serialized()), id: id)
    case .rawToolCall(let callID, let name, let arguments):
      return (
        [
          "type": "function_call", "id": .string(id), "call_id": .string(callID), "name": .string(name),
          "arguments": .string(arguments),
        ], "response.function_call_arguments.delta", arguments
      )
    }
  }
}
