internal import HTTP
internal import JSON
internal import Redaction
internal import SourceText

/// One request and what came back, as a recording holds it: without headers of the request, without secrets.
struct RecordedExchange: Hashable, Sendable {
  var method: String
  var path: String
  var requestBody: [UInt8]

  /// Nil when no response began.
  var status: Int?

  var headers: [HTTPHeader] = []

  /// The response's bytes, in the pieces in which they came.
  var pieces: [[UInt8]] = []

  /// Why the response is not whole; nil when it is.
  var failure: HTTPError?

  init(_ request: HTTPRequest, redactor: Redactor) throws(HTTPError) {
    method = request.method.rawValue
    path = redactor.blankingKnown(in: try HTTPAddress(request.url).pathAndQuery)
    requestBody = redactor.blankingKnown(in: request.body)
  }

  /// What a request is found again by.
  var key: ContentHash {
    ContentHash(of: Array("\(method) \(path)\n".utf8) + requestBody)
  }

  /// All of it but for the two bodies.
  var description: JSONValue {
    [
      "version": 1,
      "method": .string(method),
      "path": .string(path),
      "status": status.map { JSONValue($0) } ?? .null,
      "headers": .array(headers.map { [.string($0.name), .string($0.value)] }),
      "pieces": .array(pieces.map { JSONValue($0.count) }),
      "isComplete": .bool(failure == nil),
      "failure": failure.map { ["code": .string($0.code.rawValue), "description": .string($0.description)] } ?? .null,
    ]
  }

  /// Nil when the parts do not fit together.
  init?(_ description: JSONValue, requestBody: [UInt8], response: [UInt8]) {
    guard description["version"] == 1, let method = description["method"]?.string,
      let path = description["path"]?.string, let pieces = description["pieces"]?.array,
      let headers = description["headers"]?.array
    else { return nil }
    self.method = method
    self.path = path
    self.requestBody = requestBody
    status = description["status"]?.integer
    for header in headers {
      guard let name = header[0]?.string, let value = header[1]?.string else { return nil }
      self.headers.append(HTTPHeader(name, value))
    }
    var rest = response[...]
    for piece in pieces {
      guard let count = piece.integer, count > 0, count <= rest.count else { return nil }
      self.pieces.append(Array(rest.prefix(count)))
      rest.removeFirst(count)
    }
    guard rest.isEmpty else { return nil }
    if let failure = description["failure"], !failure.isNull {
      let code = failure["code"]?.string.flatMap(HTTPError.Code.init(rawValue:)) ?? .broken
      self.failure = HTTPError(code, failure["description"]?.string ?? "")
    }
  }
}
