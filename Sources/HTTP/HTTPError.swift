/// Why an exchange with a server failed: what happened, at which address, and what to do.
///
/// The description holds neither header values nor an address's query, and no control characters.
package struct HTTPError: Error, Hashable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// The address cannot be read, or holds a user name or password.
    case invalidURL
    /// Plain `http` to another machine.
    case insecureURL
    /// A header that no request may carry.
    case invalidRequest
    /// No such host, or nobody listens there.
    case connect
    /// No connection that can be trusted.
    case tls
    /// The connection was not there in time.
    case connectTimeout
    /// No byte for too long.
    case idleTimeout
    /// The whole exchange took too long.
    case overallTimeout
    /// The connection was cut before the response's end.
    case broken
    /// What came is not HTTP.
    case invalidResponse
    /// The server sent more than is allowed.
    case tooLarge
    /// The task was cancelled, the body was let go, or the client was shut down.
    case cancelled
    /// libcurl failed in a way that this table does not know.
    case failed
  }

  package let code: Code
  package let description: String

  package init(_ code: Code, _ description: String) {
    self.code = code
    self.description = String(String.UnicodeScalarView(description.unicodeScalars.map(Self.harmless)))
  }

  private static func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
    default: scalar
    }
  }
}
