package import HTTP

/// Anthropic's Messages protocol.
package enum MessagesCodec: ProtocolCodec {
  package typealias Decoder = MessagesDecoder

  package static let path = "/messages"

  /// The version of the protocol, as the header `anthropic-version` names it.
  package static let version = "2023-06-01"

  package static func headers(key: String) -> [HTTPHeader] {
    let version = [HTTPHeader("anthropic-version", version)]
    return key.isEmpty ? version : version + [HTTPHeader("x-api-key", key, isSecret: true)]
  }

  package static func content(of request: ModelRequest, for endpoint: Endpoint?) -> RequestBody { content(of: request) }
}
