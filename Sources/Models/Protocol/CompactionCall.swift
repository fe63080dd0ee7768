package import HTTP
internal import JSON

/// The request by which a provider makes a conversation shorter.
package struct CompactionCall: Hashable, Sendable {
  /// Where it goes, below the endpoint's `/v1`.
  package var path: String

  /// Headers beside those of every request.
  package var headers: [HTTPHeader]

  package var body: [UInt8]
}

extension ContentBlock {
  /// The provider's own summary as an object; nil for all else.
  ///
  /// - Parameter member: what only the summaries of the protocol in question have.
  func providerSummary(with member: String) -> JSONValue? {
    guard case .redactedThinking(let data) = self, data.utf8.first == UInt8(ascii: "{"),
      let value = try? JSONValue.parse(data), value["type"]?.string == "compaction", value[member]?.string != nil
    else { return nil }
    return value
  }
}
