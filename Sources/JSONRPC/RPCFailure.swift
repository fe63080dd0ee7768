package import JSON

/// The `error` of an answer: a number, words, and what else there is to tell.
///
/// The numbers are those of JSON-RPC 2.0, section 5.1; others are the server's own.
package struct RPCFailure: Hashable, Sendable {
  package var code: Int

  /// In the words of the other side, which are foreign text.
  package var message: String

  package var data: JSONValue?

  package init(code: Int, message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }
}

extension RPCFailure {
  /// The method is not there.
  package static let methodNotFound = -32601

  /// The parameters are not what the method takes.
  package static let invalidParameters = -32602

  /// The one who was asked has trouble of its own.
  package static let internalError = -32603

  /// The answer to a request for something that is not offered.
  package static func unknownMethod(_ method: String) -> RPCFailure {
    RPCFailure(code: methodNotFound, message: "\(method) is not offered here")
  }
}
