/// A response: its head is here, its body arrives while it is read.
///
/// Letting go of the response before the body's end closes the connection.
package struct HTTPResponse: Sendable {
  /// The final status, 200 to 599 in practice.
  ///
  /// A redirect is a response like others: none is followed.
  package let status: Int

  package let headers: HTTPHeaders
  package let body: HTTPBody

  package init(status: Int, headers: HTTPHeaders, body: HTTPBody) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What comes before a response's body.
struct HTTPResponseHead: Hashable, Sendable {
  var status: Int
  var headers: HTTPHeaders
}
