internal import AgentKernel
internal import MCP

/// The servers by their names, for tools that are told which one is meant.
struct MCPDesk: Sendable {
  private let sessions: [String: MCPSession]

  init(_ sessions: [MCPSession]) {
    self.sessions = Dictionary(sessions.map { ($0.server, $0) }) { first, _ in first }
  }

  func session(named name: String) throws(ToolError) -> MCPSession {
    guard let session = sessions[name] else {
      let known = sessions.keys.sorted().joined(separator: ", ")
      let shown = String(reflecting: MCPText.cleaned(name, limit: 80))
      throw ToolError("there is no MCP server \(shown) in this run; there are: \(known.isEmpty ? "none" : known)")
    }
    return session
  }
}
