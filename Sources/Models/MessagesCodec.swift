/// Anthropic's Messages protocol: requests to bytes, and events and errors back.
///
/// All of it is pure; `MessagesProvider` does the sending.
package enum MessagesCodec {
  /// The version of the protocol, as the header `anthropic-version` names it.
  package static let version = "2023-06-01"

  /// The most marks that a request may carry for the provider's cache.
  static let maximumCacheBreakpoints = 4
}
