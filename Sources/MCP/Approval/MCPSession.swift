package import JSON

/// A server that is used only as far as it is what the user approved.
///
/// It is compared when the session begins, when the server says that its tools have changed, and when a session that it
/// has forgotten begins anew.
package actor MCPSession {
  /// The name under which the user knows the server.
  package nonisolated let server: String

  /// The server's tools, as they were approved; empty before the session has begun.
  package private(set) var tools: [MCPTool] = []

  private let current: MCPFingerprint
  private let approved: MCPFingerprint?
  private let remedy: String
  private let version: String
  private let timeout: Duration
  private let connect: @Sendable () async throws -> MCPConnection
  private var client: MCPClient?

  /// - Parameters:
  ///   - server: its name.
  ///   - current: how it is reached and what is run, as it is now.
  ///   - approved: what the user approved; nil for nothing.
  ///   - remedy: what to run in order to approve it.
  ///   - version: this program's version.
  ///   - timeout: how long each request may take.
  ///   - connect: opens a way to it.
  package init(
    of server: String, current: MCPFingerprint, approved: MCPFingerprint?, remedy: String, version: String,
    timeout: Duration, connect: @escaping @Sendable () async throws -> MCPConnection
  ) {
    self.server = server
    self.current = current
    self.approved = approved
    self.remedy = remedy
    self.version = version
    self.timeout = timeout
    self.connect = connect
  }

  /// Begins the session.
  ///
  /// What differs in the command or the files keeps the program from being run at all.
  ///
  /// - Throws: `MCPError`, with code `.notApproved` when something is not as it was approved; what `connect` throws.
  package func open() async throws {
    guard client == nil else { return }
    guard let approved else {
      throw MCPError(.notApproved, "the MCP server \(server) is not used: nobody has approved it yet; \(advice)")
    }
    try check(current, approved.withoutTools)
    let client = MCPClient(of: server, over: try await connect(), timeout: timeout)
    do {
      _ = try await client.begin(version: version)
      tools = try await approvedTools(of: client)
    } catch {
      await client.close()
      throw error
    }
    self.client = client
  }

  package func close() async {
    await client?.close()
    client = nil
  }

  /// Runs a tool.
  ///
  /// - Throws: `MCPError`.
  package func call(
    _ tool: String, _ arguments: JSONValue, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws -> MCPToolResult {
    try await withClient { try await $0.call(tool, arguments, progress: progress) }
  }

  /// Reads a resource.
  ///
  /// - Throws: `MCPError`.
  package func read(_ uri: String) async throws -> [MCPContent] {
    try await withClient { try await $0.read(uri) }
  }

  /// Fills in a prompt.
  ///
  /// - Throws: `MCPError`.
  package func prompt(_ name: String, _ arguments: [String: String]) async throws -> [MCPPromptMessage] {
    try await withClient { try await $0.prompt(name, arguments) }
  }

  /// What the server lists.
  ///
  /// - Throws: `MCPError`.
  package func list(_ listing: MCPListing) async throws -> [MCPListed] {
    try await withClient { try await $0.list(listing) }
  }

  private func withClient<Value: Sendable>(_ body: (MCPClient) async throws -> Value) async throws -> Value {
    guard let client = try await currentClient() else {
      throw MCPError(.unavailable, "the MCP server \(server) is not used any more in this run")
    }
    do {
      return try await body(client)
    } catch let error as MCPError where error.code == .sessionLost {
      // The server has not done what it was asked for, so asking once more does nothing twice.
      await close()
      try await open()
      guard let client = self.client else { throw error }
      return try await body(client)
    }
  }

  /// The client, after a look at what the server says has changed; nil once the session was closed.
  private func currentClient() async throws -> MCPClient? {
    guard let client, client.takeToolsChange() else { return client }
    do {
      _ = try await approvedTools(of: client)
    } catch {
      client.keepToolsChange()
      if (error as? MCPError)?.code == .notApproved { await close() }
      throw error
    }
    return client
  }

  private func approvedTools(of client: MCPClient) async throws -> [MCPTool] {
    let tools = try await client.tools()
    var fingerprint = current
    fingerprint.add(tools)
    try check(fingerprint, approved ?? MCPFingerprint())
    return tools
  }

  private func check(_ fingerprint: MCPFingerprint, _ approved: MCPFingerprint) throws(MCPError) {
    let differences = fingerprint.differences(from: approved)
    guard !differences.isEmpty else { return }
    let shown = differences.prefix(5).joined(separator: ", ")
    let rest = differences.count > 5 ? ", and \(differences.count - 5) more" : ""
    throw MCPError(
      .notApproved, "the MCP server \(server) is not used: since it was approved, \(shown)\(rest); \(advice)")
  }

  private var advice: String { "look at it, and approve it with `\(remedy)`" }
}
