package import HTTP
package import JSON

/// A provider's wire protocol: requests to bytes, and events and errors back.
///
/// All of it is pure; `ProtocolProvider` does the sending.
package protocol ProtocolCodec: Sendable {
  /// What builds an answer out of the protocol's events.
  associatedtype Decoder: AnswerDecoder

  /// Where requests go, below the endpoint's `/v1`.
  static var path: String { get }

  /// What the protocol's names of errors mean.
  static var errorMeanings: [String: ErrorMeaning] { get }

  /// The headers that only this protocol has.
  ///
  /// - Parameter key: the provider's key; empty for none, and then no header may speak of one.
  static func headers(key: String) -> [HTTPHeader]

  /// The body of a request for a streamed answer: the same values always give the same bytes, and what grows stands last.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - endpoint: who is asked; nil for anybody who speaks the protocol.
  static func content(of request: ModelRequest, for endpoint: Endpoint?) -> RequestBody

  /// The headers that a request needs because of what it holds.
  static func headers(for request: ModelRequest) -> [HTTPHeader]

  /// The request by which a provider makes a conversation shorter; nil when the protocol has none.
  static func compactionCall(for request: ModelRequest) -> CompactionCall?

  /// What the provider made of the conversation; nil for an answer that is none.
  static func compaction(in answer: JSONValue) -> ProviderCompaction?

  /// Whether an endpoint is known to answer a `compactionCall`.
  static func compacts(at endpoint: Endpoint) -> Bool
}

extension ProtocolCodec {
  package static func headers(for request: ModelRequest) -> [HTTPHeader] { [] }

  package static func compactionCall(for request: ModelRequest) -> CompactionCall? { nil }

  package static func compaction(in answer: JSONValue) -> ProviderCompaction? { nil }

  package static func compacts(at endpoint: Endpoint) -> Bool { false }

  /// The body of a request in one piece.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - endpoint: who is asked; nil for anybody who speaks the protocol.
  package static func body(of request: ModelRequest, for endpoint: Endpoint? = nil) -> [UInt8] {
    content(of: request, for: endpoint).bytes
  }

  /// The header of a key as OpenAI's protocols, and servers that speak them, want it.
  static func bearer(_ key: String) -> [HTTPHeader] {
    key.isEmpty ? [] : [HTTPHeader("authorization", "Bearer \(key)", isSecret: true)]
  }
}
