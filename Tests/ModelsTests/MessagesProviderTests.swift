import HTTP
import JSON
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MessagesProviderTests {
  private func failure(
    _ reply: LoopbackReply, deadlines: Deadlines = Deadlines(), sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> ModelError {
    let server = try LoopbackServer([reply])
    defer { server.stop() }
    let error = await #expect(throws: ModelError.self, sourceLocation: sourceLocation) {
      try await Samples.provider(server, deadlines: deadlines).respond(to: Samples.request) { _ in }
    }
    #expect(server.requests.count == 1)
    return try #require(error)
  }

  @Test(arguments: ["", "/", "/v1", "/v1/"])
  func `a request is sent as the protocol asks, and its answer is whole`(_ suffix: String) async throws {
    let server = try LoopbackServer([.events(Samples.stream)])
    defer { server.stop() }
    let provider = MessagesProvider(baseURL: server.url + suffix, key: "key-canary", transport: HTTPClient())
    let log = ProgressLog()
    #expect(try await provider.respond(to: Samples.request, progress: log.add) == Samples.response)
    #expect(try log.all == Samples.decode([Samples.stream]).1)
    let received = try #require(server.requests.first)
    #expect(received.method == "POST")
    #expect(received.path == "/v1/messages")
    #expect(received.body == MessagesCodec.encode(Samples.request))
    #expect(received.headers["x-api-key"] == "key-canary")
    #expect(received.headers["anthropic-version"] == "2023-06-01")
    #expect(received.headers["content-type"] == "application/json")
    #expect(received.headers["user-agent"]?.hasPrefix("fulcrum/") == true)
    #expect(!String(decoding: received.body, as: UTF8.self).contains("key-canary"))
  }

  @Test func `ten answers come over one connection`() async throws {
    let server = try LoopbackServer([.events(Samples.stream, pieceSize: 50)])
    defer { server.stop() }
    let provider = Samples.provider(server)
    for _ in 0..<10 { _ = try await provider.respond(to: Samples.request) { _ in } }
    #expect(server.requests.count == 10)
    #expect(server.acceptedConnections == 1)
  }

  @Test func `an answer that comes byte by byte is whole`() async throws {
    let server = try LoopbackServer([.events(Samples.stream, pieceSize: 1)])
    defer { server.stop() }
    #expect(try await Samples.provider(server).respond(to: Samples.request) { _ in } == Samples.response)
  }

  @Test func `a complete answer does not wait for a server that keeps the stream open`() async throws {
    let server = try LoopbackServer([.events(Samples.stream, then: .stall)])
    defer { server.stop() }
    #expect(try await Samples.provider(server).respond(to: Samples.request) { _ in } == Samples.response)
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
  }

  @Test func `a stream cut at any byte gives no answer`() async throws {
    let stream = Samples.shortStream
    let server = try LoopbackServer { .events(stream.prefix($0.number), then: .close) }
    defer { server.stop() }
    let provider = Samples.provider(server)
    for _ in 0..<stream.count {
      let error = await #expect(throws: ModelError.self) { try await provider.respond(to: Samples.request) { _ in } }
      #expect(error?.code == .incompleteStream)
    }
    #expect(server.requests.count == stream.count)
  }

  @Test func `a stream that ends too early, but properly, gives no answer`() async throws {
    #expect(try await failure(.events(Samples.stream.dropLast(30))).code == .incompleteStream)
    #expect(try await failure(.events([])).code == .incompleteStream)
  }

  @Test(arguments: [
    ("7", Duration.seconds(7)), ("Tue, 01 Jan 2999 00:00:00 GMT", .seconds(365 * 86400)), ("-1", nil), ("x", nil),
    ("1e9", .seconds(365 * 86400)),
  ])
  func `too many requests are told with the wait`(_ text: String, _ wait: Duration?) async throws {
    let body = #"{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}"#
    let error = try await failure(.json(429, body, headers: ["retry-after": text]))
    #expect(error.code == .rateLimited)
    #expect(error.retryAfter == wait)
    #expect(error.description.contains("slow"))
  }

  static let refusals: [(LoopbackReply, ModelError.Code)] = [
    (.json(529, #"{"error":{"type":"overloaded_error"}}"#), .overloaded),
    (.response(500, headers: ["content-type": "text/html"], body: Array("<html>\u{1B}[2J".utf8)), .serverError),
    (.json(400, #"{"error":{"type":"invalid_request_error","message":"no"}}"#), .invalidRequest),
    (.json(401, #"{"error":{"type":"authentication_error","message":"no"}}"#), .unauthorized),
    (.response(307, headers: ["location": "/elsewhere"]), .notFound),
    (.json(200, #"{"error":{"type":"overloaded_error"}}"#), .overloaded),
    (.response(200, headers: ["content-type": "text/html"], body: Array("<html>".utf8)), .malformedResponse),
    (.events(ModelScript.errorEvent(type: "overloaded_error", message: "m")), .overloaded),
    (
      .events(Samples.stream.dropLast(40) + ModelScript.errorEvent(type: "api_error", message: "m")), .serverError
    ),
    (.events(Array("data: {not json\n\nevent: ???\n\n".utf8)), .malformedResponse),
    (.events(Array("data: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 10 << 20)), .malformedResponse),
    (.response(200, headers: ["x": String(repeating: "y", count: 10 << 20)]), .malformedResponse),
    (.response(500, body: Array(repeating: UInt8(ascii: "x"), count: 10 << 20)), .serverError),
    (LoopbackReply([.close]), .network),
    (.events(Samples.stream.prefix(500), then: .reset), .incompleteStream),
  ]

  @Test(arguments: refusals)
  func `each fault has its code`(_ reply: LoopbackReply, _ code: ModelError.Code) async throws {
    let error = try await failure(reply)
    #expect(error.code == code, "\(error)")
    #expect(error.description.count < 600)
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test(arguments: [LoopbackReply([.stall]), .events(Samples.stream.prefix(500), then: .stall)])
  func `a stall ends at the idle deadline`(_ reply: LoopbackReply) async throws {
    let error = try await failure(reply, deadlines: Deadlines(idle: .milliseconds(100)))
    #expect(error.code == .timeout)
  }

  @Test func `nobody there is a network error, plain http elsewhere an invalid request`() async throws {
    for (base, code) in [("http://127.0.0.1:1", ModelError.Code.network), ("http://192.0.2.1", .invalidRequest)] {
      let provider = MessagesProvider(baseURL: base, key: "key-canary", transport: HTTPClient())
      let error = await #expect(throws: ModelError.self) { try await provider.respond(to: Samples.request) { _ in } }
      #expect(error?.code == code)
    }
  }

  @Test func `a cancelled task throws that, and the server sees the connection close`() async throws {
    let server = try LoopbackServer([.events(Samples.stream.prefix(500), then: .stall)])
    defer { server.stop() }
    let (started, continuation) = AsyncStream<Void>.makeStream()
    let task = Task {
      try await Samples.provider(server).respond(to: Samples.request) { _ in continuation.yield() }
    }
    for await _ in started { break }
    task.cancel()
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a key that the server repeats is not in the error`() async throws {
    let texts = [#"{"error":{"message":"bad key key-canary"}}"#, "<p>key-canary</p>"]
    for text in texts { #expect(try await !failure(.json(401, text)).description.contains("key-canary")) }
    let event = ModelScript.errorEvent(type: "api_error", message: "key-canary")
    #expect(try await !failure(.events(event)).description.contains("key-canary"))
  }
}
