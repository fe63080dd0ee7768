import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct MCPClientTests {
  private func client(of server: ScriptedMCPServer, timeout: Duration = .seconds(20)) -> MCPClient {
    MCPClient(of: "scripted", over: MCPConnection(server), timeout: timeout)
  }

  private func code(_ body: () async throws -> Void) async -> MCPError.Code? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? MCPError)?.code
    }
  }

  @Test func `the handshake offers nothing, and says that it is over`() async throws {
    let server = ScriptedMCPServer(tools: [])
    let client = client(of: server)
    let information = try await client.begin(version: "9")
    #expect(information.name == "scripted")
    #expect(information.hasTools && !information.hasResources && !information.hasPrompts)
    #expect(
      server.received == [
        .request(
          id: .number(1), method: "initialize",
          parameters: [
            "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "fulcrum", "version": "9"],
          ]),
        .notification(method: "notifications/initialized", parameters: nil),
      ])
  }

  @Test(arguments: MCPRevision.allCases)
  func `the server's revision counts, if it is known`(revision: MCPRevision) async throws {
    let server = ScriptedMCPServer { _, _ in .result(ScriptedMCPServer.greeting([:], revision: revision.rawValue)) }
    #expect(try await client(of: server).begin(version: "1").revision == revision)
  }

  @Test(arguments: ["1999-01-01", "2026-07-28", ""])
  func `a server of an unknown revision is refused`(revision: String) async throws {
    let server = ScriptedMCPServer { _, _ in .result(ScriptedMCPServer.greeting([:], revision: revision)) }
    let client = client(of: server)
    await #expect { _ = try await client.begin(version: "1") } throws: {
      ($0 as? MCPError)?.code == .unsupported && "\($0)".contains(revision)
    }
    #expect(await code { try await client.ping() } == .unavailable)
  }

  @Test func `all pages of a list are taken`() async throws {
    let server = ScriptedMCPServer { method, parameters in
      guard method == "tools/list" else { return .result(ScriptedMCPServer.greeting(["tools": [:]])) }
      let page = parameters?["cursor"]?.string ?? "0"
      var result: [String: JSONValue] = ["tools": [ScriptedMCPServer.tool("t\(page)")]]
      if page != "2" { result["nextCursor"] = .string("\((Int(page) ?? 0) + 1)") }
      return .result(.object(result))
    }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    #expect(try await client.tools().map(\.name) == ["t0", "t1", "t2"])
  }

  @Test func `what a server does not offer is not asked for`() async throws {
    let server = ScriptedMCPServer { _, _ in .result(ScriptedMCPServer.greeting([:])) }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    #expect(try await client.tools().isEmpty)
    #expect(try await client.list(.resources).isEmpty)
    #expect(try await client.list(.prompts).isEmpty)
    #expect(await code { _ = try await client.read("x:y") } == .unsupported)
    #expect(await code { _ = try await client.prompt("p", [:]) } == .unsupported)
    #expect(server.received.count == 2)
  }

  @Test func `contents of each kind are read`() async throws {
    let server = ScriptedMCPServer { method, _ in
      guard method == "tools/call" else { return .result(ScriptedMCPServer.greeting(["tools": [:]])) }
      return .result([
        "content": [
          ["type": "text", "text": "words"], ["type": "image", "data": "AAAA", "mimeType": "image/png"],
          ["type": "audio", "data": "AAAAAAAA", "mimeType": "audio/wav"],
          ["type": "resource", "resource": ["uri": "a:b", "mimeType": "text/plain", "text": "inside"]],
          ["type": "resource", "resource": ["uri": "a:c", "blob": "AAAA"]],
          ["type": "resource_link", "uri": "a:d", "name": "other"], ["type": "hologram"], 7,
        ],
        "structuredContent": ["a": 1], "isError": true,
      ])
    }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    let result = try await client.call("t", [:])
    #expect(
      result.content == [
        .text("words"), .media(kind: "image", mimeType: "image/png", base64Count: 4),
        .media(kind: "audio", mimeType: "audio/wav", base64Count: 8),
        .resource(uri: "a:b", mimeType: "text/plain", text: "inside", base64Count: 0),
        .resource(uri: "a:c", mimeType: nil, text: nil, base64Count: 4), .link(uri: "a:d", name: "other"),
        .unknown("hologram"), .unknown(""),
      ])
    #expect(result.structured == ["a": 1])
    #expect(result.isError)
  }

  @Test func `a call that takes too long is taken back`() async throws {
    let server = ScriptedMCPServer { method, _ in
      method == "tools/call" ? nil : .result(ScriptedMCPServer.greeting(["tools": [:]]))
    }
    let client = client(of: server, timeout: .milliseconds(50))
    _ = try await client.begin(version: "1")
    #expect(await code { _ = try await client.call("t", [:]) } == .timedOut)
    var messages = server.messages.makeAsyncIterator()
    var last: RPCMessage?
    for _ in 0..<4 { last = await messages.next() }
    guard case .notification("notifications/cancelled", let parameters) = last else {
      Issue.record("\(String(describing: last))")
      return
    }
    #expect(parameters?["requestId"] == 2)
  }

  @Test func `a handshake that takes too long is not taken back, since that is not allowed`() async throws {
    let server = ScriptedMCPServer { _, _ in nil }
    let client = client(of: server)
    let task = Task { try await client.begin(version: "1") }
    var messages = server.messages.makeAsyncIterator()
    _ = await messages.next()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(await messages.next() == nil)
  }

  @Test func `progress is told to the call that it is about`() async throws {
    let server = ScriptedMCPServer { method, _ in
      method == "tools/call" ? nil : .result(ScriptedMCPServer.greeting(["tools": [:]]))
    }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    let heard = AsyncStream<String>.makeStream()
    let call = Task { try await client.call("t", [:]) { heard.continuation.yield($0) } }
    var messages = server.messages.makeAsyncIterator()
    var token: JSONValue?
    while token == nil, let message = await messages.next() {
      if case .request(_, "tools/call", let parameters) = message { token = parameters?["_meta"]?["progressToken"] }
    }
    server.tell("notifications/progress", ["progressToken": "other", "progress": 1])
    server.tell(
      "notifications/progress", ["progressToken": token ?? .null, "progress": 1, "total": 4, "message": "on it"])
    server.tell("notifications/progress", ["progressToken": token ?? .null, "progress": 2.5])
    var words = heard.stream.makeAsyncIterator()
    #expect(await words.next() == "1 of 4: on it")
    #expect(await words.next() == "2.5")
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
  }

  @Test func `the server's log is kept within bounds`() async throws {
    let server = ScriptedMCPServer { method, _ in
      method == "ping" ? .result([:]) : .result(ScriptedMCPServer.greeting(["logging": [:]]))
    }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    for number in 0..<200 {
      server.tell(
        "notifications/message",
        ["level": "info", "data": .string("\(number) " + String(repeating: "x", count: 9_999))])
    }
    try await client.ping()
    #expect(client.log.count == 50)
    #expect(client.log.last?.hasPrefix("info: 199 x") == true)
    #expect(client.log.allSatisfy { $0.utf8.count < 600 })
  }

  @Test func `a server that says no is quoted`() async throws {
    let server = ScriptedMCPServer { method, _ in
      method == "tools/call"
        ? .failure(RPCFailure(code: -32602, message: "Unknown tool"))
        : .result(ScriptedMCPServer.greeting(["tools": [:]]))
    }
    let client = client(of: server)
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("t", [:]) } throws: {
      "\($0)" == "the MCP server scripted says no: Unknown tool (-32602)"
    }
  }
}
