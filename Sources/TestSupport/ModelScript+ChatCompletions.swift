package import JSON

extension ModelScript {
  /// The bytes of a whole answer in the words of OpenAI's Chat Completions protocol.
  ///
  /// - Parameters:
  ///   - blocks: the answer's content; the protocol has no place for redacted thinking.
  ///   - finishReason: nil for `tool_calls` if there is a call, else `stop`.
  ///   - usage: tokens of the prompt, those of it that were read from the cache, and of the answer.
  ///   - pieceSize: characters of each delta.
  package static func chatStream(
    _ blocks: [Block], finishReason: String? = nil, usage: (prompt: Int, cached: Int, output: Int) = (100, 0, 20),
    pieceSize: Int = 12
  ) -> [UInt8] {
    var chunks = [chatChunk(["role": "assistant", "content": ""])]
    var calls = 0
    for block in blocks {
      switch block {
      case .text(let text): chunks += pieces(text, pieceSize).map { chatChunk(["content": .string($0)]) }
      case .thinking(let text, _):
        chunks += pieces(text, pieceSize).map { chatChunk(["reasoning_content": .string($0)]) }
      case .redactedThinking: break
      case .toolCall(let id, let name, let arguments):
        chunks += chatCall(calls, id, name, arguments.serialized(), pieceSize)
        calls += 1
      case .rawToolCall(let id, let name, let arguments):
        chunks += chatCall(calls, id, name, arguments, pieceSize)
        calls += 1
      }
    }
    chunks.append(chatChunk([:], finishReason: finishReason ?? (calls > 0 ? "tool_calls" : "stop")))
    chunks.append([
      "object": "chat.completion.chunk", "choices": [],
      "usage": [
        "prompt_tokens": JSONValue(usage.prompt), "completion_tokens": JSONValue(usage.output),
        "total_tokens": JSONValue(usage.prompt + usage.output),
        "prompt_tokens_details": ["cached_tokens": JSONValue(usage.cached)],
      ],
    ])
    return chunks.flatMap(event) + Array("data: [DONE]\n\n".utf8)
  }

  /// One chunk with one choice.
  package static func chatChunk(_ delta: JSONValue, finishReason: String? = nil) -> JSONValue {
    [
      "id": "chat_1", "object": "chat.completion.chunk", "model": "scripted",
      "choices": [["index": 0, "delta": delta, "finish_reason": JSONValue(finishReason)]],
    ]
  }

  private static func chatCall(
    _ index: Int, _ id: String, _ name: String, _ arguments: String, _ size: Int
  ) -> [JSONValue] {
    let first: JSONValue = [
      "index": JSONValue(index), "id": .string(id), "type": "function",
      "function": ["name": .string(name), "arguments": ""],
    ]
    let rest = pieces(arguments, size).map {
      ["index": JSONValue(index), "function": ["arguments": .string($0)]] as JSONValue
    }
    return ([first] + rest).map { chatChunk(["tool_calls": [$0]]) }
  }
}
