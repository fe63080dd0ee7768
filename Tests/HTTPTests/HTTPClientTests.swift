import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
  private let client = HTTPClient()

  private func expectFailure(
    _ code: HTTPError.Code, _ body: () async throws -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let error = await #expect(throws: HTTPError.self, sourceLocation: sourceLocation) { try await body() }
    #expect(error?.code == code, "\(error?.description ?? "")", sourceLocation: sourceLocation)
  }

  @Test func `a request arrives as it was meant, and its response comes back`() async throws {
    let server = try LoopbackServer([.response(201, headers: ["X-Thing": "a: b"], body: Array("yes".utf8))])
    defer { server.stop() }
    let body = Array(repeating: UInt8(7), count: 100_000)
    let request = HTTPRequest(
      .post, server.url + "/a/b?c=d", headers: [HTTPHeader("x-empty", ""), HTTPHeader("x-key", "1", isSecret: true)],
      body: body)
    let response = try await client.send(request)
    #expect(response.status == 201)
    #expect(response.headers["x-THING"] == "a: b")
    #expect(try await response.body.collect(upTo: 3) == Array("yes".utf8))
    let received = try #require(server.requests.first)
    #expect(received.method == "POST")
    #expect(received.path == "/a/b?c=d")
    #expect(received.body == body)
    #expect(received.headers["x-empty"] == "")
    #expect(received.headers["x-key"] == "1")
    #expect(received.headers["accept-encoding"] == "identity")
    #expect(received.headers["expect"] == nil)
    #expect(received.headers["content-type"] == nil)
  }

  @Test(arguments: [HTTPRequest.Method.get, .put, .patch, .delete])
  func `each method is sent by its name`(_ method: HTTPRequest.Method) async throws {
    let server = try LoopbackServer([.response(204)])
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(method, server.url + "/"))
    #expect(response.status == 204)
    #expect(try await response.body.next() == nil)
    #expect(server.requests.map(\.method) == [method.rawValue])
  }

  @Test func `ten requests in a row use one connection`() async throws {
    let server = try LoopbackServer([.events(Array("data: x\n\n".utf8))])
    defer { server.stop() }
    for _ in 0..<10 {
      _ = try await client.send(HTTPRequest(.post, server.url)).body.collect(upTo: 100)
    }
    #expect(server.requests.count == 10)
    #expect(server.acceptedConnections == 1)
  }

  @Test func `draining a body keeps its connection`() async throws {
    let server = try LoopbackServer([.events(Array(repeating: UInt8(10), count: 5000), pieceSize: 100)])
    defer { server.stop() }
    for _ in 0..<3 {
      let response = try await client.send(HTTPRequest(.post, server.url))
      _ = try await response.body.next()
      try await response.body.drain(within: .seconds(20))
    }
    #expect(server.acceptedConnections == 1)
  }

  @Test func `many requests at once all get their own response`() async throws {
    let server = try LoopbackServer { .response(200, body: $0.body) }
    defer { server.stop() }
    let client = client
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<30 {
        group.addTask {
          let body = Array("number \(number)".utf8)
          return try await client.send(HTTPRequest(.post, server.url, body: body)).body.collect(upTo: 100) == body
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test func `a redirect is a response and is not followed`() async throws {
    let server = try LoopbackServer([.response(307, headers: ["location": "/elsewhere"])])
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.post, server.url, headers: [HTTPHeader("x-api-key", "k")]))
    #expect(response.status == 307)
    try await response.body.drain(within: .seconds(20))
    #expect(server.requests.count == 1)
  }

  @Test func `an interim response is passed over`() async throws {
    let interim = "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"
    let server = try LoopbackServer([
      LoopbackReply([.send(Array(interim.utf8)), .send(LoopbackReply.head(200, ["content-length": "0", "a": "b"]))])
    ])
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.get, server.url))
    #expect(response.status == 200)
    #expect(response.headers["link"] == nil)
    #expect(response.headers["a"] == "b")
  }

  @Test(arguments: [
    "http://example.com/", "http://127.0.0.1.example.com/", "http://128.0.0.1/", "http://[::2]/",
    "http://localhost.example.com", "http://0.0.0.0/", "http://192.168.0.1/", "HTTP://Example.com",
  ])
  func `plain http to another machine is refused`(_ url: String) async {
    await expectFailure(.insecureURL) { _ = try await client.send(HTTPRequest(.get, url)) }
  }

  @Test(arguments: [
    "", "127.0.0.1", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://me:word@127.0.0.1/",
    "http://127.0.0.1@example.com/", "https://exa mple.com/", "http://127.0.0.1:99999/", "https://a\nb/",
  ])
  func `an address that is none, or names a user, is refused`(_ url: String) async {
    await expectFailure(.invalidURL) { _ = try await client.send(HTTPRequest(.get, url)) }
  }

  @Test(arguments: [
    "http://127.0.0.1/", "http://127.9.8.7:80/", "http://LOCALHOST/x", "http://[::1]:8080/", "https://a.b/",
  ])
  func `this machine and https are allowed`(_ url: String) throws {
    #expect(throws: Never.self) { try HTTPAddress(url) }
  }

  @Test(arguments: [
    HTTPHeader("a", "b\r\nc: d"), HTTPHeader("a\r\nb", "c"), HTTPHeader("a: b", "c"), HTTPHeader("", "c"),
    HTTPHeader("a", "\0"),
  ])
  func `a header that would change others is refused`(_ header: HTTPHeader) async throws {
    let server = try LoopbackServer([.response(200)])
    defer { server.stop() }
    await expectFailure(.invalidRequest) {
      _ = try await client.send(HTTPRequest(.get, server.url, headers: HTTPHeaders([header])))
    }
    #expect(server.requests.isEmpty)
  }

  @Test func `a secret header is in no description`() {
    let request = HTTPRequest(.get, "https://a.b/", headers: [HTTPHeader("x-api-key", "canary", isSecret: true)])
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(request)", String(reflecting: request), dumped, "\(request.headers)"] {
      #expect(!text.contains("canary"))
      #expect(text.contains("x-api-key"))
    }
  }

  @Test func `an error names neither the query nor control characters`() async {
    await expectFailure(.insecureURL) {
      do {
        _ = try await client.send(HTTPRequest(.get, "http://example.com/path?key=canary"))
      } catch {
        #expect(!"\(error)".contains("canary"))
        #expect("\(error)".contains("http://example.com/path"))
        throw error
      }
    }
    #expect(HTTPError(.failed, "a\u{1B}[2J\n\u{202E}b").description == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}b")
  }

  @Test func `after shutdown nothing is sent`() async throws {
    let server = try LoopbackServer([.events([UInt8](), then: .stall)])
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.get, server.url))
    await client.shutdown()
    await expectFailure(.cancelled) { _ = try await response.body.next() }
    await expectFailure(.cancelled) { _ = try await client.send(HTTPRequest(.get, server.url)) }
    await client.shutdown()
    await HTTPClient().shutdown()
  }
}
