import HTTP
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HTTPFaultTests {
  private let client = HTTPClient()

  private func failure(_ request: HTTPRequest) async throws -> HTTPError.Code? {
    await #expect(throws: HTTPError.self) {
      _ = try await client.send(request).body.collect(upTo: 1 << 20)
    }?.code
  }

  @Test func `a refused connection is a connect error`() async throws {
    #expect(try await failure(HTTPRequest(.get, "http://127.0.0.1:1/")) == .connect)
  }

  @Test func `a host that does not exist is a connect error`() async throws {
    #expect(try await failure(HTTPRequest(.get, "https://no-such-host.invalid/")) == .connect)
  }

  @Test func `a server that does not speak TLS is never spoken to without it`() async throws {
    let server = try LoopbackServer([.response(200)])
    defer { server.stop() }
    let url = server.url.replacing("http:", with: "https:")
    // The server waits for a request's end, which no TLS greeting holds, so the connection's deadline ends this.
    let request = HTTPRequest(.get, url, headers: [], deadlines: Deadlines(connect: .milliseconds(300)))
    let code = try await failure(request)
    #expect(code == .tls || code == .connectTimeout)
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [LoopbackReply([.close]), LoopbackReply([.reset])])
  func `a connection cut before the head is a broken one`(_ reply: LoopbackReply) async throws {
    let server = try LoopbackServer([reply])
    defer { server.stop() }
    #expect(try await failure(HTTPRequest(.post, server.url)) == .broken)
  }

  @Test(arguments: [
    LoopbackReply.events("data: half".utf8, then: .close), .events("data: half".utf8, then: .reset),
    LoopbackReply([.send(LoopbackReply.head(200, ["content-length": "10"]) + Array("short".utf8)), .close]),
    LoopbackReply([.send(Array("HTTP/1.1 200 OK\r\ncontent-le".utf8)), .close]),
  ])
  func `a connection cut before the end is a broken one`(_ reply: LoopbackReply) async throws {
    let server = try LoopbackServer([reply])
    defer { server.stop() }
    #expect(try await failure(HTTPRequest(.post, server.url)) == .broken)
  }

  @Test(arguments: ["garbage\r\n\r\n", "\0\0\0\0", "SSH-2.0-x\r\n", "HTTP/1.1 \r\n\r\n"])
  func `what is not HTTP is an error`(_ text: String) async throws {
    let server = try LoopbackServer([LoopbackReply([.send(Array(text.utf8)), .close])])
    defer { server.stop() }
    let code = try #require(try await failure(HTTPRequest(.post, server.url)))
    #expect([.invalidResponse, .broken].contains(code))
  }

  @Test(arguments: [LoopbackReply([.stall]), .events("data: ha".utf8, then: .stall)])
  func `silence ends at the idle deadline and closes the connection`(_ reply: LoopbackReply) async throws {
    let server = try LoopbackServer([reply])
    defer { server.stop() }
    let deadlines = Deadlines(idle: .milliseconds(100))
    #expect(try await failure(HTTPRequest(.post, server.url, deadlines: deadlines)) == .idleTimeout)
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
  }

  @Test func `bytes hold off the idle deadline but not the overall one`() async throws {
    let server = try LoopbackServer { _ in
      LoopbackReply([.send(LoopbackReply.head(200, [:])), .flood(byteCount: .max)])
    }
    defer { server.stop() }
    let deadlines = Deadlines(idle: .seconds(30), overall: .milliseconds(300))
    let response = try await client.send(HTTPRequest(.get, server.url, deadlines: deadlines))
    let error = await #expect(throws: HTTPError.self) { while try await response.body.next() != nil {} }
    #expect(error?.code == .overallTimeout)
  }

  @Test func `cancelling the task closes the connection before the head`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    defer { server.stop() }
    let task = Task { [client] in try await client.send(HTTPRequest(.get, server.url)).status }
    #expect(await server.wait { $0 == .requested(0) } != nil)
    task.cancel()
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
    let error = await #expect(throws: HTTPError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test func `cancelling the task closes the connection in the middle of the body`() async throws {
    let server = try LoopbackServer([.events("data: x\n\n".utf8, then: .stall)])
    defer { server.stop() }
    let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
    let task = Task { [client] in
      for try await piece in try await client.send(HTTPRequest(.get, server.url)).body { continuation.yield(piece) }
    }
    for await _ in pieces { break }
    task.cancel()
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
    let error = await #expect(throws: HTTPError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    let server = try LoopbackServer([LoopbackReply([.stall])])
    defer { server.stop() }
    let task = Task { [client] in
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await client.send(HTTPRequest(.get, server.url))
    }
    let error = await #expect(throws: HTTPError.self) { try await task.value }
    #expect(error?.code == .cancelled)
  }

  @Test func `breaking out of the body closes the connection`() async throws {
    let server = try LoopbackServer([.events("data: x\n\n".utf8, then: .stall)])
    defer { server.stop() }
    let response = try await client.send(HTTPRequest(.get, server.url))
    for try await _ in response.body { break }
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
    let error = await #expect(throws: HTTPError.self) { try await response.body.next() }
    #expect(error?.code == .cancelled)
  }

  @Test func `letting go of the response closes the connection`() async throws {
    let server = try LoopbackServer([.events("data: x\n\n".utf8, then: .stall)])
    defer { server.stop() }
    #expect(try await client.send(HTTPRequest(.get, server.url)).status == 200)
    #expect(await server.wait { $0 == .closedByPeer(request: 0) } != nil)
  }

  @Test func `a server can send no faster than the reader takes`() async throws {
    let total = 64 << 20
    let server = try LoopbackServer([
      LoopbackReply([.send(LoopbackReply.head(200, ["content-length": "\(total)"])), .flood(byteCount: total)])
    ])
    defer { server.stop() }
    let request = HTTPRequest(.get, server.url, deadlines: Deadlines(idle: .milliseconds(150)))
    let response = try await client.send(request)
    // Nobody reads yet: the server gets rid of what the sockets and the client's buffer hold, and is then held back,
    // for longer than the idle deadline, which a slow reader does not run into.
    let event = await server.wait { if case .heldBack = $0 { true } else { false } }
    guard case .heldBack(_, let sent)? = event else { throw Missing() }
    #expect(sent < 16 << 20)
    var (received, largest) = (0, 0)
    while let piece = try await response.body.next() {
      received += piece.count
      largest = max(largest, piece.count)
    }
    #expect(received == total)
    #expect(largest <= 256 << 10)
  }

  private struct Missing: Error {}

  @Test func `headers past the limit are refused`() async throws {
    let many = Dictionary(uniqueKeysWithValues: (0..<2000).map { ("x-\($0)", String(repeating: "y", count: 100)) })
    for headers in [many, ["x": String(repeating: "y", count: 10 << 20)]] {
      let server = try LoopbackServer([.response(200, headers: headers)])
      defer { server.stop() }
      #expect(try await failure(HTTPRequest(.get, server.url)) == .tooLarge)
    }
  }

  @Test func `a body past the reader's limit is refused`() async throws {
    let server = try LoopbackServer([.response(200, body: Array(repeating: 1, count: 1001))])
    defer { server.stop() }
    let error = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, server.url)).body.collect(upTo: 1000)
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func `a compressed body is not unpacked`() async throws {
    let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let server = try LoopbackServer([.response(200, headers: ["content-encoding": "gzip"], body: bytes)])
    defer { server.stop() }
    #expect(try await client.send(HTTPRequest(.get, server.url)).body.collect(upTo: 100) == bytes)
  }
}
