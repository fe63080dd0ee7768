package import HTTP

/// What carries a request to a model's endpoint and its response back: the network, or a recording of it.
package protocol ModelTransport: Sendable {
  /// Sends a request; returns when the response's head is there.
  ///
  /// - Throws: `HTTPError` for what goes wrong on the way; `ModelError` for what a recording lacks.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

extension HTTPClient: ModelTransport {}
