import Foundation
import JSON
import MCP
import Processes
import Synchronization
import TestSupport
import Testing

/// The protocol's own SDK on the other side, through pipes and over HTTP.
@Suite(
  .enabled(if: !MCPServerPrograms.sdkPython.isEmpty, Comment(rawValue: MCPServerPrograms.missing)),
  .timeLimit(.minutes(2)))
struct MCPRealServerTests {
  enum Way: String, CaseIterable, CustomTestStringConvertible {
    case pipes
    case eventStreams = "http"
    case json = "http json"

    var testDescription: String { rawValue }
  }

  /// Speaks with the fixture's server and ends it.
  private func withServer<Value>(_ way: Way, _ body: (MCPClient) async throws -> Value) async throws -> Value {
    let words = way.rawValue.split(separator: " ").map(String.init)
    let variables = ["PATH": "/usr/bin:/bin"]
    guard way != .pipes else {
      let program = MCPProgram(
        MCPServerPrograms.sdkPython, [MCPServerPrograms.fixture], variables: variables, folder: "/")
      return try await speak(MCPClient(of: "fixture", over: try await program.connect()), body)
    }
    let request = ProcessRequest(
      program: MCPServerPrograms.sdkPython, arguments: [MCPServerPrograms.fixture] + words,
      environment: .exactly(variables), folder: "/")
    let child = try await ChildSession.start(request)
    var line: [UInt8] = []
    while !line.contains(0x0A), let bytes = await child.read() { line += bytes }
    let port = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    // The port is printed before somebody listens on it.
    var client: MCPClient?
    while client == nil {
      let attempt = MCPClient(of: "fixture", over: try MCPAddress("http://127.0.0.1:\(port)/mcp").connect())
      if (try? await attempt.begin(version: "1")) != nil { client = attempt }
    }
    let value = try await speak(try #require(client), begun: true, body)
    await child.stop(patience: .zero)
    return value
  }

  private func speak<Value>(
    _ client: MCPClient, begun: Bool = false, _ body: (MCPClient) async throws -> Value
  ) async throws -> Value {
    if !begun { _ = try await client.begin(version: "1") }
    let value = try await body(client)
    await client.close()
    return value
  }

  @Test(arguments: Way.allCases)
  func `tools are listed and called`(way: Way) async throws {
    try await withServer(way) { client in
      #expect(await client.information?.name == "fixture")
      let tools = try await client.tools()
      #expect(tools.map(\.name) == ["add", "echo", "fail", "picture", "slow"])
      #expect(tools.first?.description == "Adds whole numbers.")
      #expect(tools.first?.inputSchema.violations(in: ["terms": [1]]) == [])

      let sum = try await client.call("add", ["terms": [1, 2, 39]])
      #expect(sum.structured == ["total": 42, "terms": [1, 2, 39]])
      #expect(tools.first?.outputSchema?.violations(in: try #require(sum.structured)) == [])
      #expect(try await client.call("echo", ["text": "é\n漢"]).content == [.text("é\n漢")])

      let failure = try await client.call("fail", ["reason": "out of luck"])
      #expect(failure.isError)
      #expect("\(failure.content)".contains("Error executing tool fail"))
      guard case .media("image", "image/png", _) = try await client.call("picture", [:]).content.first else {
        Issue.record("no picture")
        return
      }
      let unknown = try? await client.call("nonsense", [:])
      #expect(unknown == nil || unknown?.isError == true)
    }
  }

  @Test(arguments: Way.allCases)
  func `resources and prompts are listed and read`(way: Way) async throws {
    try await withServer(way) { client in
      #expect(try await client.list(.resources).map(\.key) == ["notes://today"])
      #expect(try await client.list(.resourceTemplates).map(\.key) == ["notes://{day}/text"])
      guard case .resource("notes://today", _, "water the plants", _) = try await client.read("notes://today").first
      else {
        Issue.record("no note")
        return
      }
      guard case .resource(_, _, "nothing on monday", _) = try await client.read("notes://monday/text").first else {
        Issue.record("no note")
        return
      }
      await #expect { _ = try await client.read("notes://nowhere") } throws: { ($0 as? MCPError)?.code == .refused }
      let prompts = try await client.list(.prompts)
      #expect(prompts.map(\.key) == ["praise"])
      #expect(prompts.first?.arguments.map(\.name) == ["name"])
      let messages = try await client.prompt("praise", ["name": "Ada"])
      #expect(messages.map(\.role) == ["user"])
      #expect(messages.map(\.content) == [.text("Praise Ada.")])
      await #expect { _ = try await client.prompt("praise", [:]) } throws: { ($0 as? MCPError)?.code == .refused }
      try await client.ping()
    }
  }

  @Test(arguments: [Way.pipes, .eventStreams])
  func `progress is told, and a cancelled call leaves the session whole`(way: Way) async throws {
    try await withServer(way) { client in
      let heard = Mutex<[String]>([])
      let result = try await client.call("slow", ["steps": 3]) { words in heard.withLock { $0.append(words) } }
      #expect(result.content == [.text("done")])
      #expect(heard.withLock { $0 } == ["1 of 3: step 1", "2 of 3: step 2", "3 of 3: step 3"])

      let steps = AsyncStream<String>.makeStream()
      let call = Task { try await client.call("slow", ["steps": 100_000]) { steps.continuation.yield($0) } }
      for await _ in steps.stream { break }
      call.cancel()
      await #expect(throws: CancellationError.self) { try await call.value }
      #expect(try await client.call("echo", ["text": "still here"]).content == [.text("still here")])
    }
  }

  @Test func `a server from PyPI is spoken with`() async throws {
    let program = MCPProgram(
      MCPServerPrograms.timeServer, ["--local-timezone", "UTC"], variables: ["PATH": "/usr/bin:/bin"], folder: "/")
    let client = MCPClient(of: "time", over: try await program.connect())
    _ = try await client.begin(version: "1")
    #expect(Set(try await client.tools().map(\.name)).isSuperset(of: ["get_current_time", "convert_time"]))
    let result = try await client.call("get_current_time", ["timezone": "Europe/Berlin"])
    #expect(!result.isError)
    #expect("\(result.content)".contains("Europe/Berlin"))
    await client.close()
  }
}
