/// One request.
package struct HTTPRequest: Hashable, Sendable {
  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method

  /// An absolute `https` address; `http` for this machine only.
  package var url: String

  package var headers: HTTPHeaders
  package var content: RequestBody
  package var deadlines: Deadlines

  /// Whether only addresses of the public internet are connected to, whatever the host's name resolves to.
  ///
  /// Decided for the very address that is connected to, so that a name that resolves to another one at the second look
  /// gains nothing. A connection that is open already is not looked at again: who sends such requests uses a client that has
  /// sent no others to the same host.
  package var isPublicOnly = false

  package init(
    _ method: Method, _ url: String, headers: HTTPHeaders = [], body: [UInt8] = [], deadlines: Deadlines = Deadlines()
  ) {
    self.init(method, url, headers: headers, content: RequestBody(body), deadlines: deadlines)
  }

  package init(
    _ method: Method, _ url: String, headers: HTTPHeaders, content: RequestBody, deadlines: Deadlines = Deadlines()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.content = content
    self.deadlines = deadlines
  }

  /// The content in one piece, which is a copy.
  package var body: [UInt8] { content.bytes }
}
