package import JSON
internal import Models

/// The conversation in a transcript: what is written here is read again when a run is resumed, so that both sides stand
/// beside each other.
extension LogEntry {
  var type: String {
    switch self {
    case .instruction: "instruction"
    case .response: "response"
    case .results: "results"
    case .modelChanged: "model_changed"
    case .compacted: "compaction"
    }
  }

  var members: [String: JSONValue] {
    switch self {
    case .instruction(let text): ["text": .string(text)]
    case .response(let content): ["content": .array(content.map(\.value))]
    case .results(let results, let note):
      ["results": .array(results.map(\.value)), "note": JSONValue(note)]
    case .modelChanged: [:]
    case .compacted(let compaction): compaction.members
    }
  }

  /// The entry of a line; nil when the line is none of the conversation.
  ///
  /// - Parameters:
  ///   - type: the line's member of this name.
  ///   - value: the whole line.
  package init?(type: String, _ value: JSONValue) {
    switch type {
    case "instruction":
      guard let text = value["text"]?.string else { return nil }
      self = .instruction(text)
    case "response":
      guard let content = value["content"]?.array else { return nil }
      self = .response(content.compactMap(ContentBlock.init))
    case "results":
      guard let results = value["results"]?.array else { return nil }
      self = .results(results.compactMap(ToolResult.init), note: value["note"]?.string)
    case "model_changed":
      self = .modelChanged
    case "compaction":
      guard let compaction = Compaction(value) else { return nil }
      self = .compacted(compaction)
    default:
      return nil
    }
  }
}

extension Compaction {
  fileprivate var members: [String: JSONValue] {
    switch self {
    case .cleared(let callIDs, let text):
      ["way": .string(way.rawValue), "call_ids": .array(callIDs.sorted().map(JSONValue.string)), "text": .string(text)]
    case .replaced(let text, let kept, let way):
      ["way": .string(way.rawValue), "text": .string(text), "kept": JSONValue(kept)]
    case .byProvider(let data, let excerpts, let kept):
      ["way": .string(way.rawValue), "data": .string(data), "text": .string(excerpts), "kept": JSONValue(kept)]
    }
  }

  fileprivate init?(_ value: JSONValue) {
    guard let way = value["way"]?.string.flatMap(CompactionWay.init(rawValue:)), let text = value["text"]?.string else {
      return nil
    }
    switch way {
    case .clearedResults:
      self = .cleared(callIDs: Set((value["call_ids"]?.array ?? []).compactMap(\.string)), text: text)
    case .summary, .extract:
      guard let kept = value["kept"]?.integer else { return nil }
      self = .replaced(text: text, kept: kept, way: way)
    case .provider:
      guard let kept = value["kept"]?.integer, let data = value["data"]?.string else { return nil }
      self = .byProvider(data: data, excerpts: text, kept: kept)
    }
  }
}

extension ContentBlock {
  var value: JSONValue {
    switch self {
    case .text(let text): ["kind": "text", "text": .string(text)]
    case .thinking(let text, let signature):
      ["kind": "thinking", "text": .string(text), "signature": .string(signature)]
    case .redactedThinking(let data): ["kind": "redacted_thinking", "data": .string(data)]
    case .toolCall(let call):
      [
        "kind": "tool_call", "id": .string(call.id), "name": .string(call.name), "arguments": .string(call.arguments),
      ]
    case .toolResult(let result): result.value
    }
  }

  init?(_ value: JSONValue) {
    func text(_ key: String) -> String { value[key]?.string ?? "" }
    switch value["kind"]?.string {
    case "text": self = .text(text("text"))
    case "thinking": self = .thinking(text: text("text"), signature: text("signature"))
    case "redacted_thinking": self = .redactedThinking(data: text("data"))
    case "tool_call": self = .toolCall(ToolCall(id: text("id"), name: text("name"), arguments: text("arguments")))
    case "tool_result": self = .toolResult(ToolResult(value))
    default: return nil
    }
  }
}

extension ToolResult {
  var value: JSONValue {
    ["kind": "tool_result", "call_id": .string(callID), "text": .string(text), "is_error": .bool(isError)]
  }

  init(_ value: JSONValue) {
    self.init(
      callID: value["call_id"]?.string ?? "", text: value["text"]?.string ?? "",
      isError: value["is_error"]?.bool ?? false)
  }
}
