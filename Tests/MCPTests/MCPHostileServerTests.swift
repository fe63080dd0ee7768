import Foundation
import JSON
import MCP
import Processes
import TestSupport
import Testing

/// Real programs that misbehave; each has to end in an error of a known kind, in bounded time and memory.
@Suite(.enabled(if: !MCPServerPrograms.python.isEmpty, "there is no Python here"), .serialized, .timeLimit(.minutes(2)))
struct MCPHostileServerTests {
  private func client(_ mode: String, timeout: Duration = .seconds(20)) async throws -> MCPClient {
    let program = MCPProgram(
      MCPServerPrograms.python, [MCPServerPrograms.hostile, mode], variables: ["PATH": "/usr/bin:/bin"], folder: "/")
    return MCPClient(of: "hostile", over: try await program.connect(), timeout: timeout)
  }

  /// What the server's tools are, from the handshake on.
  private func tools(_ mode: String, timeout: Duration = .seconds(20)) async throws -> [MCPTool] {
    let client = try await client(mode, timeout: timeout)
    do {
      _ = try await client.begin(version: "1")
      let tools = try await client.tools()
      await client.close()
      return tools
    } catch {
      await client.close()
      throw error
    }
  }

  @Test(arguments: [
    ("early-exit", MCPError.Code.unavailable, "exited with code 3 and wrote: no licence found"),
    ("rubbish", .badAnswer, "does not keep to the protocol"),
    ("endless-line", .badAnswer, "a line that does not end"),
    ("old", .unsupported, "2023-01-01"),
    ("no-capabilities", .unsupported, "leaves out of its greeting"),
    ("exit-in-list", .unavailable, "is gone"),
    ("bad-ids", .badAnswer, "answers what it was not asked"),
    ("endless-pages", .badAnswer, "more than 100 pages"),
    ("circular-pages", .badAnswer, "in a circle"),
    ("huge-list", .badAnswer, "at most 1000"),
    ("huge-description", .badAnswer, "1 MiB"),
    ("twins", .badAnswer, "two tools named"),
    ("nameless", .badAnswer, "without a name"),
  ])
  func `a server that misbehaves ends in an error that says how`(
    mode: String, code: MCPError.Code, words: String
  ) async throws {
    await #expect { _ = try await tools(mode) } throws: { error in
      (error as? MCPError)?.code == code && "\(error)".contains(words)
    }
  }

  @Test func `a server that floods is left when the time is over`() async throws {
    await #expect { _ = try await tools("flood", timeout: .milliseconds(300)) } throws: {
      ($0 as? MCPError)?.code == .timedOut
    }
  }

  @Test func `a server that asks back is refused, and a ping is answered`() async throws {
    #expect(try await tools("asks-back").map(\.name) == ["code32601", "pong"])
  }

  @Test func `a call that hangs ends when its task is cancelled, and the program with the session`() async throws {
    let client = try await client("hang-in-call")
    _ = try await client.begin(version: "1")
    let call = Task { try await client.call("plain", [:]) }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    await client.close()
    await #expect { try await client.ping() } throws: { ($0 as? MCPError)?.code == .unavailable }
  }

  @Test func `an answer that is no result is an error`() async throws {
    let client = try await client("wrong-form")
    _ = try await client.begin(version: "1")
    await #expect { _ = try await client.call("plain", [:]) } throws: { ($0 as? MCPError)?.code == .badAnswer }
    await client.close()
  }
}
