package import HTTP

/// OpenAI's Responses protocol, without state on the server.
package enum ResponsesCodec: ProtocolCodec {
  package typealias Decoder = ResponsesDecoder

  package static let path = "/responses"

  package static let errorMeanings = OpenAIErrors.meanings

  package static func headers(key: String) -> [HTTPHeader] { bearer(key) }
}
