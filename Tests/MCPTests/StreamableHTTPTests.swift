import HTTP
import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport
import Testing

/// Servers over HTTP that answer from a script, faults included.
@Suite(.timeLimit(.minutes(1))) struct StreamableHTTPTests {
  /// What a request holds as JSON.
  private static func message(_ request: LoopbackRequest) -> JSONValue {
    (try? JSONValue.parse(request.body)) ?? .null
  }

  private static func text(_ id: JSONValue?, _ result: JSONValue) -> String {
    JSONValue.object(["jsonrpc": "2.0", "id": id ?? .null, "result": result]).serialized()
  }

  /// A server that shakes hands and leaves the rest to a script.
  private func server(
    session: String? = "abc", _ script: @escaping @Sendable (LoopbackRequest, JSONValue) -> LoopbackReply?
  ) throws -> LoopbackServer {
    try LoopbackServer { request in
      let message = Self.message(request)
      if let reply = script(request, message) { return reply }
      switch (request.method, message["method"]?.string) {
      case ("POST", "initialize"):
        return .json(
          200, Self.text(message["id"], ScriptedMCPServer.greeting(["tools": [:]], revision: "2025-06-18")),
          headers: session.map { ["Mcp-Session-Id": $0] } ?? [:])
      case ("POST", _) where message["id"] == nil: return .response(202)
      case ("POST", _): return .json(200, Self.text(message["id"], ["tools": [], "content": []]))
      default: return .response(405)
      }
    }
  }

  private func client(_ server: LoopbackServer, key: HTTPHeader? = nil) throws -> MCPClient {
    MCPClient(of: "scripted", over: try MCPAddress(server.url + "/mcp", key: key).connect(), timeout: .seconds(20))
  }

  @Test func `each request names the session, the revision and the user, and the session is ended`() async throws {
    let server = try server { _, _ in nil }
    let client = try client(server, key: HTTPHeader("Authorization", "Bearer k", isSecret: true))
    _ = try await client.begin(version: "1")
    _ = try await client.tools()
    while !server.requests.contains(where: { $0.method == "GET" }) { await Task.yield() }
    await client.close()
    let requests = server.requests
    #expect(requests.first?.headers["mcp-session-id"] == nil)
    #expect(requests.first?.headers["mcp-protocol-version"] == nil)
    for request in requests.dropFirst() {
      #expect(request.headers["mcp-session-id"] == "abc")
      #expect(request.headers["mcp-protocol-version"] == "2025-06-18")
    }
    for request in requests { #expect(request.headers["authorization"] == "Bearer k") }
    for request in requests where request.method == "POST" {
      #expect(request.headers["accept"] == "application/json, text/event-stream")
      #expect(request.headers["content-type"] == "application/json")
    }
    #expect(requests.last?.method == "DELETE")
    #expect(requests.contains { $0.method == "GET" && $0.headers["accept"] == "text/event-stream" })
  }

  @Test func `a server without sessions is asked without one, and not told of an end`() async throws {
    let server = try server(session: nil) { _, _ in nil }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    _ = try await client.tools()
    await client.close()
    #expect(server.requests.allSatisfy { $0.headers["mcp-session-id"] == nil && $0.method != "DELETE" })
  }

  @Test(arguments: [1, 7, 1_000])
  func `an answer comes in a stream of events, cut anywhere`(pieceSize: Int) async throws {
    let server = try server { _, message in
      guard message["method"] == "tools/call" else { return nil }
      let token = message["params"]?["_meta"]?["progressToken"] ?? .null
      let progress = JSONValue.object([
        "jsonrpc": "2.0", "method": "notifications/progress", "params": ["progressToken": token, "progress": 1],
      ]).serialized()
      let answer = Self.text(message["id"], ["content": [["type": "text", "text": "é"]]])
      let stream = ": hello\n\nid: 1\ndata:\n\nevent: message\ndata: \(progress)\n\ndata: \(answer)\n\n"
      return .events(Array(stream.utf8), pieceSize: pieceSize)
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    let heard = Mutex<[String]>([])
    let result = try await client.call("t", [:]) { words in heard.withLock { $0.append(words) } }
    #expect(result.content == [.text("é")])
    #expect(heard.withLock { $0 } == ["1"])
    await client.close()
  }

  @Test func `a stream that breaks is taken up again where it broke`() async throws {
    let asked = Mutex<JSONValue?>(nil)
    let server = try server { request, message in
      if message["method"] == "tools/call" {
        asked.withLock { $0 = message["id"] }
        return .events(
          Array(
            "id: 41\nretry: 10\ndata:\n\nid: 42\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"x\"}\n\ndata: {\"half".utf8),
          then: .reset)
      }
      guard request.headers["last-event-id"] == "42" else { return nil }
      let answer = Self.text(asked.withLock { $0 }, ["content": [["type": "text", "text": "at last"]]])
      return .events(Array("id: 43\ndata: \(answer)\n\n".utf8))
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    #expect(try await client.call("t", [:]).content == [.text("at last")])
    await client.close()
  }

  @Test func `a stream that never answers is given up after some attempts`() async throws {
    let server = try server { request, message in
      message["method"] == "tools/call" || request.headers["last-event-id"] != nil
        ? .events(Array("id: 1\nretry: 1\ndata:\n\n".utf8)) : nil
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("t", [:]) } throws: {
      ($0 as? MCPError)?.code == .unavailable && "\($0)".contains("without an answer")
    }
    #expect(server.requests.count { $0.headers["last-event-id"] != nil } <= 6)
    await client.close()
  }

  @Test func `what the server says by itself is heard`() async throws {
    let server = try server { request, _ in
      guard request.method == "GET" else { return nil }
      let news = JSONValue.object(["jsonrpc": "2.0", "method": "notifications/tools/list_changed"]).serialized()
      return .events(Array("data: \(news)\n\n".utf8), then: .stall)
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    while !client.takeToolsChange() { await Task.yield() }
    await client.close()
  }

  @Test func `a session that the server has forgotten is told apart`() async throws {
    let server = try server { _, message in message["method"] == "tools/call" ? .response(404) : nil }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("t", [:]) } throws: { ($0 as? MCPError)?.code == .sessionLost }
    await client.close()
  }

  @Test(
    arguments: [
      (LoopbackReply.response(302, headers: ["location": "http://127.0.0.1:1/"]), "not followed"),
      (.response(401), "check its key"), (.response(500), "status 500"),
      (.json(400, #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"bad session"}}"#), "bad session"),
      (.json(200, "[]"), "something else"), (.json(200, #"{"jsonrpc":"2.0","id":99,"result":{}}"#), "something else"),
      (.response(200, headers: ["content-type": "text/html"], body: Array("<html>".utf8)), "text/html"),
      (.events(Array("data: nonsense\n\n".utf8)), "without an answer"), (LoopbackReply([.reset]), "cannot be reached"),
    ] as [(LoopbackReply, String)])
  func `an answer that is none is an error that says why`(reply: LoopbackReply, words: String) async throws {
    let server = try server { _, message in message["method"] == "tools/call" ? reply : nil }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("t", [:]) } throws: { error in
      (error as? MCPError)?.code == .unavailable && "\(error)".contains(words)
    }
    // The redirect's target was not asked, and the next call is not harmed.
    _ = try await client.tools()
    await client.close()
  }

  @Test func `an answer without end is cut off`() async throws {
    let server = try server { _, message in
      guard message["method"] == "tools/call" else { return nil }
      let head = LoopbackReply.head(200, ["content-type": "application/json", "content-length": "99999999"])
      return LoopbackReply([.send(head), .flood(byteCount: 99_999_999)])
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("t", [:]) } throws: { ($0 as? MCPError)?.code == .unavailable }
    await client.close()
  }

  @Test func `a cancelled call is taken back, and its connection closed`() async throws {
    let server = try server { _, message in
      message["method"] == "tools/call" ? .events(Array(": waiting\n\n".utf8), then: .stall) : nil
    }
    let client = try client(server)
    _ = try await client.begin(version: "1")
    let call = Task { try await client.call("t", [:]) }
    while !server.requests.contains(where: { Self.message($0)["method"] == "tools/call" }) { await Task.yield() }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    for await event in server.events {
      if case .closedByPeer = event { break }
    }
    while !server.requests.contains(where: { Self.message($0)["method"] == "notifications/cancelled" }) {
      await Task.yield()
    }
    await client.close()
  }

  @Test(arguments: ["http://example.com/mcp", "ftp://127.0.0.1/", "nonsense", "https://user:word@example.com/"])
  func `an address that would send the key in the open is refused`(url: String) {
    #expect(throws: HTTPError.self) { try MCPAddress(url) }
  }
}
