package import JSON
internal import JSONRPC

/// A session with one server.
///
/// The client offers nothing: no roots, no sampling, no elicitation. Whatever the server answers is bounded, and each call
/// ends within its time.
package actor MCPClient {
  /// The name under which the user knows the server.
  package nonisolated let server: String

  private let connection: MCPConnection
  private let conversation: RPCClient
  private let events = MCPEvents()
  private var nextToken = 1

  /// Nil before the session has begun.
  package private(set) var information: MCPServerInformation?

  /// How long the handshake may take; servers that are fetched before they start take long.
  package static let handshakeTime = Duration.seconds(30)

  /// A client of a server; `begin` comes first.
  ///
  /// - Parameters:
  ///   - server: the server's name, for messages.
  ///   - connection: the way to it.
  ///   - timeout: how long each request may take.
  package init(of server: String, over connection: MCPConnection, timeout: Duration = .seconds(60)) {
    self.server = server
    self.connection = connection
    let configuration = RPCClient.Configuration(timeout: timeout) { id, method, reason in
      // The handshake must not be cancelled (lifecycle).
      guard method != "initialize" else { return nil }
      return .notification(
        method: "notifications/cancelled", parameters: ["requestId": id.json, "reason": .string(reason)])
    }
    conversation = RPCClient(connection.transport, handler: events.handler, configuration: configuration)
  }

  /// Shakes hands.
  ///
  /// - Parameter version: this program's version.
  /// - Throws: `MCPError`; the session is then closed.
  package func begin(version: String) async throws -> MCPServerInformation {
    do {
      let result = try await ask(
        "initialize",
        [
          "protocolVersion": .string(MCPRevision.newest.rawValue), "capabilities": [:],
          "clientInfo": ["name": "fulcrum", "version": .string(version)],
        ], timeout: Self.handshakeTime)
      guard let information = MCPServerInformation(result) else {
        let named = Self.bounded(result["protocolVersion"]?.string ?? "none that can be read")
        guard MCPRevision(rawValue: named) == nil else {
          throw error(
            .unsupported, "leaves out of its greeting what it can do (`capabilities`), which each server must say")
        }
        throw error(
          .unsupported,
          "wants to speak the revision \(String(reflecting: named)), and here are spoken "
            + MCPRevision.allCases.map(\.rawValue).joined(separator: ", "))
      }
      await connection.agreed(information.revision)
      try await tell("notifications/initialized")
      self.information = information
      if information.hasLogging {
        // A server that will not be told goes on as it is.
        _ = try? await ask("logging/setLevel", ["level": "warning"], timeout: Self.handshakeTime)
      }
      return information
    } catch {
      await close()
      throw error
    }
  }

  /// Ends the session.
  package func close() async { await conversation.close() }

  /// Asks whether the server is there.
  ///
  /// - Throws: `MCPError`.
  package func ping() async throws { _ = try await ask("ping") }

  /// The last messages that the server wrote to the log of its client; foreign text.
  package nonisolated var log: [String] { events.log }

  /// Whether the server has said, since this was last asked, that its tools are others now.
  package nonisolated func takeToolsChange() -> Bool { events.takeToolsChange() }

  /// Has `takeToolsChange` say it once more, when the new tools could not be looked at.
  package nonisolated func keepToolsChange() { events.keepToolsChange() }

  /// Runs a tool.
  ///
  /// - Parameters:
  ///   - tool: its name at the server.
  ///   - arguments: what its schema takes.
  ///   - progress: is told how far it is, in foreign words.
  /// - Throws: `MCPError`; a tool that says that it failed is a result.
  package func call(
    _ tool: String, _ arguments: JSONValue, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> MCPToolResult {
    let token = "call-\(nextToken)"
    nextToken += 1
    events.follow(token, progress)
    defer { events.unfollow(token) }
    let result = try await ask(
      "tools/call",
      ["name": .string(tool), "arguments": arguments, "_meta": ["progressToken": .string(token)]])
    guard let result = MCPToolResult(result) else { throw error(.badAnswer, "answers a call with what is no result") }
    return result
  }

  /// Reads a resource.
  ///
  /// - Throws: `MCPError`.
  package func read(_ uri: String) async throws -> [MCPContent] {
    try require(information?.hasResources, "resources")
    let result = try await ask("resources/read", ["uri": .string(uri)])
    guard let contents = result["contents"]?.array else {
      throw error(.badAnswer, "answers a read with what is no resource")
    }
    return contents.map { MCPContent(resource: $0) }
  }

  /// Fills in a prompt.
  ///
  /// - Throws: `MCPError`.
  package func prompt(_ name: String, _ arguments: [String: String]) async throws -> [MCPPromptMessage] {
    try require(information?.hasPrompts, "prompts")
    let result = try await ask(
      "prompts/get", ["name": .string(name), "arguments": .object(arguments.mapValues(JSONValue.string))])
    guard let messages = result["messages"]?.array else {
      throw error(.badAnswer, "answers with what is no prompt")
    }
    return messages.map { message in
      MCPPromptMessage(
        role: message["role"]?.string ?? "user", content: MCPContent(message["content"] ?? .null))
    }
  }

  func require(_ offered: Bool?, _ what: String) throws(MCPError) {
    guard offered == true else { throw error(.unsupported, "has no \(what)") }
  }

  func ask(_ method: String, _ parameters: JSONValue = [:], timeout: Duration? = nil) async throws -> JSONValue {
    do {
      return try await conversation.request(method, parameters, timeout: timeout)
    } catch let error as RPCError {
      throw await failure(error)
    }
  }

  private func tell(_ method: String) async throws {
    do {
      try await conversation.notify(method)
    } catch let error as RPCError {
      throw await failure(error)
    }
  }

  private func failure(_ fault: RPCError) async -> MCPError {
    switch fault.code {
    case .timedOut: return error(.timedOut, "did not answer: \(fault)")
    case .refused(let failure) where failure.code == MCPFailureCode.sessionLost:
      return error(.sessionLost, Self.bounded(failure.message))
    case .refused(let failure) where MCPFailureCode.isOwn(failure.code):
      return error(.unavailable, Self.bounded(failure.message))
    case .refused(let failure): return error(.refused, "says no: \(Self.bounded(failure.message)) (\(failure.code))")
    case .malformed, .tooLarge: return error(.badAnswer, "breaks the rules: \(Self.bounded(fault.description))")
    case .closed:
      let reason = await connection.explanation().map { "; \(Self.bounded($0))" } ?? ""
      return error(.unavailable, "is gone: \(fault)\(reason)")
    }
  }

  func error(_ code: MCPError.Code, _ what: String) -> MCPError { MCPError(code, "the MCP server \(server) \(what)") }

  /// The beginning of what a server said, for messages.
  static func bounded(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= 500 ? text : String(String.UnicodeScalarView(scalars.prefix(500))) + "…"
  }
}
