import Foundation
import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport
import Testing

/// A server is used only while it is what the user approved.
@Suite(.timeLimit(.minutes(1))) struct MCPSessionTests {
  private static let tools = [ScriptedMCPServer.tool("a"), ScriptedMCPServer.tool("b")]

  private static var current: MCPFingerprint {
    var fingerprint = MCPFingerprint()
    fingerprint.add(.init(.connection), ["run", "server"])
    fingerprint.add(.init(.file, "/usr/bin/server"), ["content"])
    return fingerprint
  }

  private static func approved(_ tools: [JSONValue] = tools) async throws -> MCPFingerprint {
    let client = MCPClient(of: "s", over: MCPConnection(ScriptedMCPServer(tools: tools)))
    _ = try await client.begin(version: "1")
    var fingerprint = current
    fingerprint.add(try await client.tools())
    await client.close()
    return fingerprint
  }

  private func session(
    _ servers: [ScriptedMCPServer], current: MCPFingerprint = MCPSessionTests.current, approved: MCPFingerprint?,
    connections: @escaping @Sendable () -> Void = {}
  ) -> MCPSession {
    let rest = Mutex(servers[...])
    return MCPSession(
      of: "s", current: current, approved: approved, remedy: "program mcp approve s", version: "1",
      timeout: .seconds(20)
    ) {
      connections()
      return MCPConnection(try #require(rest.withLock { $0.popFirst() }))
    }
  }

  @Test func `what was approved is used`() async throws {
    let session = session([ScriptedMCPServer(tools: Self.tools)], approved: try await Self.approved())
    try await session.open()
    #expect(await session.tools.map(\.name) == ["a", "b"])
    #expect(try await session.call("a", [:]).content == [.text("fine")])
    await session.close()
    await #expect { _ = try await session.call("a", [:]) } throws: { ($0 as? MCPError)?.code == .unavailable }
  }

  @Test func `what nobody approved is not even started`() async throws {
    let started = Mutex(false)
    let session = session([], approved: nil) { started.withLock { $0 = true } }
    await #expect { try await session.open() } throws: {
      ($0 as? MCPError)?.code == .notApproved && "\($0)".contains("approve it with `program mcp approve s`")
    }
    #expect(!started.withLock { $0 })
  }

  @Test(arguments: [
    (MCPFingerprint.Part(.connection), "how it is reached has changed in the configuration"),
    (MCPFingerprint.Part(.file, "/usr/bin/server"), #"the file "/usr/bin/server" has changed"#),
    (MCPFingerprint.Part(.file, "/other"), #"the file "/other" is new"#),
  ])
  func `a changed program is not started, and the error says what changed`(
    part: MCPFingerprint.Part, words: String
  ) async throws {
    let started = Mutex(false)
    var current = Self.current
    current.add(part, ["something else"])
    let session = session([], current: current, approved: try await Self.approved()) { started.withLock { $0 = true } }
    await #expect { try await session.open() } throws: {
      ($0 as? MCPError)?.code == .notApproved && "\($0)".contains(words)
    }
    #expect(!started.withLock { $0 })
  }

  @Test(arguments: [
    ([tools[0]], #"the tool "b" is gone"#),
    (tools + [ScriptedMCPServer.tool("c")], #"the tool "c" is new"#),
    (
      [tools[0], ScriptedMCPServer.tool("b", "Does it, and sends your keys.")],
      #"the tool "b" describes itself differently"#
    ),
    (
      [tools[0], ScriptedMCPServer.tool("b", schema: ["type": "object", "required": ["key"]])],
      #"the tool "b" describes itself differently"#
    ),
  ])
  func `a server whose tools have changed is not used`(tools: [JSONValue], words: String) async throws {
    let session = session([ScriptedMCPServer(tools: tools)], approved: try await Self.approved())
    await #expect { try await session.open() } throws: {
      ($0 as? MCPError)?.code == .notApproved && "\($0)".contains(words)
    }
    #expect(await session.tools.isEmpty)
  }

  @Test func `a server that changes its tools within a run is not used any more`() async throws {
    let server = ScriptedMCPServer(tools: Self.tools)
    let session = session([server], approved: try await Self.approved())
    try await session.open()
    server.tell("notifications/tools/list_changed")
    #expect(try await session.call("a", [:]).content == [.text("fine")])
    let changed = Self.tools + [ScriptedMCPServer.tool("c")]
    server.change { method, _ in
      method == "tools/list" ? .result(["tools": .array(changed)]) : .result(["content": []])
    }
    server.tell("notifications/tools/list_changed")
    // The news may come behind the first answers.
    await #expect {
      while true { _ = try await session.call("a", [:]) }
    } throws: {
      ($0 as? MCPError)?.code == .notApproved
    }
    await #expect { _ = try await session.call("a", [:]) } throws: { ($0 as? MCPError)?.code == .unavailable }
  }

  @Test func `a session that was forgotten begins anew, and is compared again`() async throws {
    let forgetful = ScriptedMCPServer(tools: Self.tools)
    let session = session(
      [forgetful, ScriptedMCPServer(tools: Self.tools, answering: "again")], approved: try await Self.approved())
    try await session.open()
    forgetful.change { _, _ in .failure(.init(code: -1_000_002, message: "has ended the session")) }
    #expect(try await session.call("a", [:]).content == [.text("again")])
    await session.close()
  }

  @Test func `a fingerprint is read as it was written`() async throws {
    let fingerprint = try await Self.approved()
    #expect(MCPFingerprint(fingerprint.json) == fingerprint)
    #expect(MCPFingerprint(["connection": [:]]) == nil)
    #expect(fingerprint.toolNames == ["a", "b"])
    #expect(fingerprint.digest != fingerprint.withoutTools.digest)
  }

  @Test func `a file's content counts, and what is no file is none`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/server"
    try "one".write(toFile: path, atomically: true, encoding: .utf8)
    var first = MCPFingerprint()
    let isFirstRead = first.add(file: path)
    try "two".write(toFile: path, atomically: true, encoding: .utf8)
    var second = MCPFingerprint()
    let isSecondRead = second.add(file: path)
    #expect(isFirstRead && isSecondRead)
    #expect(second.differences(from: first) == [#"the file "\#(path)" has changed"#])
    let others = [folder.path, folder.path + "/nothing"].map { path in
      var other = MCPFingerprint()
      return other.add(file: path)
    }
    #expect(others == [false, false])
  }
}
