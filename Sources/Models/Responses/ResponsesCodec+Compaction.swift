internal import HTTP
package import JSON

/// OpenAI's compaction of a conversation.
///
/// Source: "Compact a response" in OpenAI's reference of the Responses protocol (2026-11): `POST /responses/compact` with
/// model, instructions and input; the output ends with an item of the type `compaction` that stands for all but the user's
/// messages. How an endpoint takes it could not be tried here.
extension ResponsesCodec {
  package static func compacts(at endpoint: Endpoint) -> Bool { endpoint.isOpenAI }

  package static func compactionCall(for request: ModelRequest) -> CompactionCall? {
    var text = "{\"model\":\(JSONValue.quoted(request.model)),\"prompt_cache_key\":\"\(request.cacheKey)\""
    let instructions = request.joinedSystem
    if !instructions.isEmpty { text += ",\"instructions\":\(JSONValue.quoted(instructions))" }
    return CompactionCall(
      path: "\(path)/compact", headers: [], body: encoded(request).body(head: text + ",\"input\":[", tail: "]}").bytes)
  }

  package static func compaction(in answer: JSONValue) -> ProviderCompaction? {
    let items = answer["output"]?.array ?? []
    guard
      let item = items.last(where: { $0["type"]?.string == "compaction" && $0["encrypted_content"]?.string != nil })
    else { return nil }
    let usage = Usage(openAI: answer["usage"], prompt: "input_tokens", output: "output_tokens") ?? Usage()
    return ProviderCompaction(data: item.serialized(), usage: usage)
  }
}
