package import JSON
package import MCP
internal import Redaction
internal import Tools

/// A look at one server: what it is, what it lists, and whether that is what was approved.
package struct MCPInspection: Sendable {
  package let server: ConfiguredMCPServer
  package let fingerprint: MCPFingerprint

  private let information: MCPServerInformation
  private let tools: [MCPTool]
  private let approved: MCPFingerprint?
  private let log: [String]
  private let answer: String?

  /// Starts the server, looks, and ends it.
  ///
  /// - Parameters:
  ///   - server: the server.
  ///   - assembly: how it is reached.
  ///   - environment: says where approvals are kept.
  ///   - call: a tool to call, by the server's own name for it, and its arguments; nil for no call.
  /// - Throws: `CommandLineError`, `MCPError`, and what reaching it throws.
  package init(
    of server: ConfiguredMCPServer, in assembly: MCPAssembly, environment: [String: String],
    call: (tool: String, arguments: JSONValue)? = nil
  ) async throws {
    self.server = server
    approved = try MCPApprovals(environment: environment).approved(server.name)
    var fingerprint = try assembly.fingerprint(of: server)
    let client = MCPClient(
      of: server.name, over: try await assembly.connection(to: server), timeout: server.timeout)
    do {
      information = try await client.begin(version: Version.text)
      tools = try await client.tools()
      var answer: String?
      if let call { answer = MCPRemoteTool.text(of: try await client.call(call.tool, call.arguments)) }
      self.answer = answer
      log = client.log
      await client.close()
    } catch {
      await client.close()
      throw error
    }
    fingerprint.add(tools)
    self.fingerprint = fingerprint
  }

  /// Approves what was seen.
  ///
  /// - Parameter environment: says where approvals are kept.
  /// - Returns: the hash of it all, shortened.
  /// - Throws: `CommandLineError`.
  package func approve(environment: [String: String]) throws(CommandLineError) -> String {
    try MCPApprovals(environment: environment).approve(fingerprint, of: server.name)
    return String(fingerprint.digest.prefix(16))
  }

  /// What differs from what was approved; nil when nothing was.
  package var differences: [String]? { approved.map { fingerprint.differences(from: $0) } }

  /// All that is to be known before it is approved, in lines for a terminal.
  package var text: String {
    let offers = [
      information.hasTools ? "tools" : nil, information.hasResources ? "resources" : nil,
      information.hasPrompts ? "prompts" : nil,
    ].compactMap { $0 }
    var lines = [
      "server    \(server.name): \(shown(server.words))",
      "says      it is \(shown(information.name)) \(shown(information.version)), revision \(information.revision.rawValue)",
      "offers    " + (offers.isEmpty ? "nothing" : offers.joined(separator: ", ")),
    ]
    for part in fingerprint.fileHashes { lines.append("file      \(shown(part.path)) \(part.hash.prefix(16))") }
    for tool in tools { lines += self.lines(of: tool) }
    for line in log { lines.append("log       \(shown(line))") }
    lines.append("state     \(state)")
    if let answer {
      lines += ["answer"] + TerminalText.escaped(answer).split(separator: "\n").map { "          \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether it is approved, in words.
  private var state: String {
    switch differences {
    case nil: "not approved"
    case let list? where list.isEmpty: "approved"
    case let list?: "not as it was approved: " + list.map(shown).joined(separator: ", ")
    }
  }

  private func lines(of tool: MCPTool) -> [String] {
    let obstacle = MCPRemoteTool.obstacle(to: tool)
    let name = "tool      \(shown(tool.name))" + (obstacle.map { ", not used: \(shown($0))" } ?? "")
    // Each word of it would reach a model, so each is shown.
    let words = TerminalText.escaped(tool.description).split(separator: "\n").map { "          \($0)" }
    return [name] + words
  }

  private func shown(_ text: String) -> String { TerminalText.singleLine(text, limit: 500) }
}
