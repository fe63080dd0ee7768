import JSON
import JSONRPC
import Processes
import Testing

/// A conversation through the pipes of a real child.
@Suite(.timeLimit(.minutes(1))) struct RPCStreamTransportTests {
  private func conversation(_ script: String, framing: any MessageFraming) async throws -> RPCClient {
    let child = try await ChildSession.start(ProcessRequest(program: "/bin/sh", arguments: ["-c", script]))
    let streams = RPCStreamTransport.Streams(
      read: { await child.read() }, write: { try await child.write($0) }, close: { await child.stop(patience: .zero) })
    return RPCClient(RPCStreamTransport(streams, framing: framing))
  }

  @Test func `a child answers line by line`() async throws {
    let client = try await conversation(
      #"""
      echo 'words that are no message'
      while read -r line; do echo '{"jsonrpc":"2.0","id":1,"result":"hello"}'; done
      """#, framing: LineFraming())
    #expect(try await client.request("greet") == "hello")
    await client.close()
  }

  @Test func `a child answers with heads`() async throws {
    let client = try await conversation(
      #"""
      read -r head; printf 'Content-Length: 38\r\n\r\n{"jsonrpc":"2.0","id":1,"result":"ok"}'; cat >/dev/null
      """#, framing: ContentLengthFraming())
    #expect(try await client.request("greet") == "ok")
    await client.close()
  }

  @Test(arguments: ["exit 0", "read -r line; exit 3", #"read -r line; printf '{"jsonrpc"'"#, "kill -KILL $$"])
  func `a child that ends instead of answering is an error`(script: String) async throws {
    let client = try await conversation(script, framing: LineFraming())
    await #expect { _ = try await client.request("greet") } throws: { ($0 as? RPCError)?.code == .closed }
  }

  @Test func `a line that never ends is an error`() async throws {
    let client = try await conversation("yes | tr -d '\\n'", framing: LineFraming(limit: 1 << 20))
    await #expect { _ = try await client.request("greet") } throws: { ($0 as? RPCError)?.code == .tooLarge }
  }
}
