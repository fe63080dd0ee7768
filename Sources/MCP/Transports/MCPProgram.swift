internal import JSON
internal import JSONRPC
package import Processes

/// A server that is a program of the user's choice, spoken with through its standard streams.
package struct MCPProgram: Sendable {
  /// What it may touch; nil for a program that runs as any other of the user's.
  package struct Confinement: Sendable {
    package var sandbox: Sandbox
    package var policy: SandboxPolicy

    package init(_ sandbox: Sandbox, _ policy: SandboxPolicy) {
      self.sandbox = sandbox
      self.policy = policy
    }
  }

  /// Bytes of one message that are taken.
  private static let messageLimit = 8 << 20

  /// Bytes of its standard error that are kept, to explain its end.
  private static let errorLimit = 8 << 10

  private var request: ProcessRequest
  private var confinement: Confinement?

  /// - Parameters:
  ///   - program: an absolute path.
  ///   - arguments: its arguments.
  ///   - variables: its whole environment.
  ///   - folder: where it runs; nil for this program's folder, or a private one when it is confined.
  ///   - confinement: what keeps it in.
  package init(
    _ program: String, _ arguments: [String], variables: [String: String], folder: String? = nil,
    confinement: Confinement? = nil
  ) {
    request = ProcessRequest(
      program: program, arguments: arguments, environment: .exactly(variables), folder: folder,
      output: .captured(limit: Self.errorLimit))
    self.confinement = confinement
  }

  /// Starts the program.
  ///
  /// - Throws: `ProcessError`.
  package func connect() async throws -> MCPConnection {
    let child: ChildSession
    if let confinement {
      child = try await confinement.sandbox.start(request, under: confinement.policy)
    } else {
      child = try await ChildSession.start(request)
    }
    let streams = RPCStreamTransport.Streams(
      read: { await child.read() }, write: { try await child.write($0) }, close: { await child.stop() })
    let limits = JSONValue.Limits(size: Self.messageLimit)
    let transport = RPCStreamTransport(streams, framing: LineFraming(limit: Self.messageLimit), limits: limits)
    return MCPConnection(transport, explanation: { await Self.explanation(of: child) })
  }

  /// How the program ended, and the last lines that it complained with.
  private static func explanation(of child: ChildSession) async -> String? {
    await child.stop()
    do {
      let termination = try await child.termination()
      let lines = child.standardError.text.split(separator: "\n").suffix(3).joined(separator: " | ")
      return "the program \(termination)" + (lines.isEmpty ? "" : " and wrote: \(lines)")
    } catch {
      return "\(error)"
    }
  }
}
