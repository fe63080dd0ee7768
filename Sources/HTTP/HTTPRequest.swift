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
  package var body: [UInt8]
  package var deadlines: Deadlines

  package init(
    _ method: Method, _ url: String, headers: HTTPHeaders = [], body: [UInt8] = [], deadlines: Deadlines = Deadlines()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.deadlines = deadlines
  }
}
