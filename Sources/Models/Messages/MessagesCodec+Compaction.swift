package import HTTP
package import JSON

/// Anthropic's compaction on demand.
///
/// Source: "Compaction on demand" in Anthropic's documentation of the Messages protocol, a beta at the time (2026-11). The
/// answer is one block of the type `compaction` that stands first in later requests, in place of the messages it is of. How an
/// endpoint takes it could not be tried here.
extension MessagesCodec {
  private static let beta = HTTPHeader("anthropic-beta", "compact-2026-09-04")

  package static func compacts(at endpoint: Endpoint) -> Bool { endpoint.isAnthropic }

  package static func headers(for request: ModelRequest) -> [HTTPHeader] {
    request.hasProviderSummary ? [beta] : []
  }

  package static func compactionCall(for request: ModelRequest) -> CompactionCall? {
    CompactionCall(
      path: path, headers: [beta],
      body: content(of: request, stream: false, members: ",\"compaction\":{\"type\":\"summarize\"}").bytes)
  }

  package static func compaction(in answer: JSONValue) -> ProviderCompaction? {
    guard let block = answer["content"]?.array?.first, block["type"]?.string == "compaction",
      block["signature"]?.string != nil
    else { return nil }
    var usage = MessagesUsage()
    usage.take(answer["usage"])
    return ProviderCompaction(data: block.serialized(), usage: usage.total)
  }
}

extension ModelRequest {
  /// Whether the provider's own summary stands behind the task, where `Conversation` puts it.
  var hasProviderSummary: Bool { providerSummaryIndex != nil }

  /// The request with the provider's summary before all other messages, as this protocol wants it.
  var withSummaryFirst: ModelRequest {
    guard let index = providerSummaryIndex else { return self }
    var request = self
    request.messages.insert(request.messages.remove(at: index), at: 0)
    request.settledMessages = settledMessages.map { max($0, index + 1) }
    return request
  }

  private var providerSummaryIndex: Int? {
    messages.prefix(2).firstIndex { $0.content.first?.providerSummary(with: "signature") != nil }
  }
}
