package import HTTP
internal import JSON

/// Builds an answer out of the events of the Responses protocol.
///
/// Only whole items count, as `response.output_item.done` has them; the parts before are progress. `response.completed` and
/// `response.incomplete` make a response.
package struct ResponsesDecoder: AnswerDecoder {
  package var state: DecodingState
  private var hasStarted = false
  private var items: [JSONValue] = []

  package init(limits: DecodingLimits = DecodingLimits()) {
    state = DecodingState(limits: limits)
  }

  package mutating func take(_ event: ServerSentEvent) throws(ModelError) -> ModelProgress? {
    let value = try state.parse(event)
    let type = value["type"]?.string ?? event.type
    let delta = value["delta"]?.string ?? ""
    if type.hasPrefix("response."), !Self.signs.contains(type) { state.advance() }
    switch type {
    case "response.output_text.delta", "response.refusal.delta": return .text(delta)
    case "response.reasoning_summary_text.delta", "response.reasoning_text.delta": return .thinking(delta)
    case "response.function_call_arguments.delta": return .arguments(delta)
    case "response.output_item.added":
      guard value["item"]?["type"] == "function_call", let name = value["item"]?["name"]?.string else { break }
      return .toolCall(name: name)
    case "response.output_item.done":
      guard let item = value["item"] else { throw ModelError.malformed("the end of an item without the item") }
      guard items.count < state.limits.blocks else {
        throw ModelError.malformed("more than \(state.limits.blocks) items")
      }
      items.append(item)
    case "response.completed", "response.incomplete":
      state.response = try answer(value["response"] ?? .null, isComplete: type == "response.completed")
    case "response.failed": throw ResponsesCodec.error(event: value["response"]?["error"])
    // The error stands in a member of its own, in the response, or is the event itself.
    case "error":
      throw ResponsesCodec.error(
        event: ResponsesCodec.errorDetails(value) ?? value["response"].flatMap(ResponsesCodec.errorDetails) ?? value)
    default:
      if let details = ResponsesCodec.errorDetails(value) { throw ResponsesCodec.error(event: details) }
      guard !hasStarted, type == "response.created" else { break }
      hasStarted = true
      return .started(Usage())
    }
    return nil
  }

  /// What a server may send again and again while nothing is added.
  private static let signs: Set<String> = ["response.created", "response.queued", "response.in_progress"]

  private func answer(_ response: JSONValue, isComplete: Bool) throws(ModelError) -> ModelResponse {
    // A few servers tell the items only here.
    let listed = response["output"]?.array ?? []
    guard listed.count <= state.limits.blocks else {
      throw ModelError.malformed("more than \(state.limits.blocks) items")
    }
    var content: [ContentBlock] = []
    var hasCalls = false
    var isRefusal = false
    for item in listed.count > items.count ? listed : items {
      switch item["type"]?.string {
      case "message":
        for part in item["content"]?.array ?? [] {
          if part["type"] == "refusal" { isRefusal = true }
          if let text = (part["text"] ?? part["refusal"])?.string { content.append(.text(text)) }
        }
      case "function_call":
        let call = try Self.call(item)
        hasCalls = true
        content.append(.toolCall(call))
      // Without its encrypted content the provider, which keeps nothing, could not read it again.
      case "reasoning" where item["encrypted_content"]?.string?.isEmpty == false:
        content.append(.redactedThinking(data: item.serialized()))
      default: break
      }
    }
    let reason = response["incomplete_details"]?["reason"]?.string
    let stopReason: StopReason =
      switch reason {
      case _ where isRefusal: .refusal
      case _ where isComplete: hasCalls ? .toolUse : .endTurn
      case "max_output_tokens": .maximumTokens
      case "content_filter": .refusal
      default: .other(ModelError.shown(reason ?? "incomplete"))
      }
    return ModelResponse(
      content: content, stopReason: stopReason,
      usage: Usage(openAI: response["usage"], prompt: "input_tokens", output: "output_tokens") ?? Usage())
  }

  /// A call by its `call_id`, which its result repeats; the item's own `id` is another.
  ///
  /// Servers of models that know no ids leave it out or repeat it: whoever keeps the conversation gives new ones.
  private static func call(_ item: JSONValue) throws(ModelError) -> ToolCall {
    guard let name = item["name"]?.string, !name.isEmpty else {
      throw ModelError.malformed("a tool call without a name")
    }
    let id = item["call_id"]?.string ?? ""
    let arguments = item["arguments"]
    let text = arguments?.string ?? (arguments?.object == nil ? "" : arguments?.serialized() ?? "")
    return ToolCall(id: id, name: name, arguments: text.isEmpty ? "{}" : text)
  }
}
