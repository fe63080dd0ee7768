package import HTTP

extension ModelError {
  /// The error for an exchange that failed on its way.
  ///
  /// - Parameter isStreaming: whether the answer had begun.
  package init(_ error: HTTPError, isStreaming: Bool) {
    let code: Code =
      switch error.code {
      case .connect, .tls, .failed, .cancelled: .network
      case .broken: isStreaming ? .incompleteStream : .network
      case .connectTimeout, .idleTimeout, .overallTimeout: .timeout
      case .invalidResponse, .tooLarge: .malformedResponse
      case .invalidURL, .insecureURL, .invalidRequest: .invalidRequest
      }
    self.init(code, error.description)
  }
}
