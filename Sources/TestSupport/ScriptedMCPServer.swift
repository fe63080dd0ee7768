package import JSON
package import JSONRPC
internal import Synchronization

/// An MCP server within the test: it answers what a script says, and tells what it likes.
package final class ScriptedMCPServer: RPCTransport {
  /// The answer to a request; nil to leave it open.
  package typealias Script = @Sendable (_ method: String, _ parameters: JSONValue?) -> RPCAnswer?

  private let script: Mutex<Script>
  private let incoming = AsyncStream<[Result<RPCMessage, RPCError>]>.makeStream()
  private let record = Mutex<[RPCMessage]>([])
  private let told = AsyncStream<RPCMessage>.makeStream()

  /// What comes from the client, for one reader.
  package var messages: AsyncStream<RPCMessage> { told.stream }

  package init(_ script: @escaping Script) {
    self.script = Mutex(script)
  }

  /// A server with some tools, which answers each call with a text.
  package convenience init(tools: [JSONValue], answering text: String = "fine") {
    self.init { method, _ in
      switch method {
      case "initialize": .result(Self.greeting(["tools": ["listChanged": true]]))
      case "tools/list": .result(["tools": .array(tools)])
      case "tools/call": .result(["content": [["type": "text", "text": .string(text)]]])
      default: .result([:])
      }
    }
  }

  /// What `initialize` is answered with.
  package static func greeting(_ capabilities: JSONValue, revision: String = "2025-11-25") -> JSONValue {
    [
      "protocolVersion": .string(revision), "capabilities": capabilities,
      "serverInfo": ["name": "scripted", "version": "1"],
    ]
  }

  /// A tool as servers list it.
  package static func tool(
    _ name: String, _ description: String = "Does it.", schema: JSONValue = ["type": "object"]
  ) -> JSONValue {
    ["name": .string(name), "description": .string(description), "inputSchema": schema]
  }

  /// What was asked and told so far.
  package var received: [RPCMessage] { record.withLock { $0 } }

  /// Answers differently from now on.
  package func change(_ script: @escaping Script) { self.script.withLock { $0 = script } }

  /// Tells the client something.
  package func tell(_ method: String, _ parameters: JSONValue? = nil) {
    incoming.continuation.yield([.success(.notification(method: method, parameters: parameters))])
  }

  /// Ends, as a program that crashes does.
  package func crash() { incoming.continuation.finish() }

  package func send(_ message: RPCMessage) async throws {
    record.withLock { $0.append(message) }
    told.continuation.yield(message)
    guard case .request(let id, let method, let parameters) = message else { return }
    switch script.withLock({ $0 })(method, parameters) {
    case .result(let result): incoming.continuation.yield([.success(.response(id: id, result: result))])
    case .failure(let failure): incoming.continuation.yield([.success(.failure(id: id, failure: failure))])
    case nil: break
    }
  }

  package func receive() async throws -> [Result<RPCMessage, RPCError>]? {
    for await pieces in incoming.stream { return pieces }
    return nil
  }

  package func close() async {
    incoming.continuation.finish()
    told.continuation.finish()
  }
}
