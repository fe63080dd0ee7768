package import AgentKernel
package import MCP

/// The servers of a run, and their tools.
package struct MCPServers: Sendable {
  /// Tools of all servers together; providers take 128, and a model cannot choose among more.
  private static let toolLimit = 100

  private let sessions: [MCPSession]

  /// - Parameter sessions: each of another server, none begun yet.
  package init(_ sessions: [MCPSession]) {
    self.sessions = sessions
  }

  /// Begins the sessions, and gives the tools that can be offered.
  ///
  /// A server that cannot be used is left out, as is a tool whose schema cannot be checked.
  ///
  /// - Parameter warn: is told what is left out, and why; foreign text that is to be escaped where it is shown.
  package func open(warn: (String) -> Void) async -> [any Tool] {
    var tools: [any Tool] = []
    var opened: [MCPSession] = []
    for session in sessions {
      do {
        try await session.open()
      } catch {
        warn("\(error)")
        continue
      }
      opened.append(session)
      var names: Set<String> = []
      for tool in await session.tools {
        do throws(ToolError) {
          let remote = try MCPRemoteTool(tool, of: session)
          guard names.insert(remote.name).inserted else { throw ToolError("its name is like another's") }
          guard tools.count < Self.toolLimit else { throw ToolError("there are \(Self.toolLimit) others already") }
          tools.append(remote)
        } catch {
          let name = String(reflecting: MCPText.cleaned(tool.name, limit: 80))
          warn("the tool \(name) of the MCP server \(session.server) is not used: \(error)")
        }
      }
    }
    return tools + Self.reading(opened)
  }

  /// Whether a name is that of a tool of MCP servers, or of a pattern for such.
  package static func isOfServer(_ name: String) -> Bool {
    name.hasPrefix(MCPToolName.prefix) || ["mcp_list", "mcp_read_resource", "mcp_get_prompt"].contains(name)
  }

  /// The names in an agent's definition, those of servers' tools as far as they are there.
  ///
  /// - Parameters:
  ///   - names: what the definition lists; `mcp__SERVER__*` stands for all of a server's tools.
  ///   - tools: what there is.
  package static func offered(_ names: [String], among tools: [any Tool]) -> [String] {
    let there = tools.map(\.name)
    return names.flatMap { name in
      if !name.hasPrefix(MCPToolName.prefix) { return [name] }
      return name.hasSuffix("__*") ? there.filter { $0.hasPrefix(name.dropLast()) } : there.filter { $0 == name }
    }
  }

  /// Ends all sessions.
  package func close() async {
    for session in sessions { await session.close() }
  }

  /// The tools that read what servers have besides tools.
  static func reading(_ sessions: [MCPSession]) -> [any Tool] {
    let desk = MCPDesk(sessions)
    return [MCPListTool(desk), MCPReadResourceTool(desk), MCPGetPromptTool(desk)]
  }
}
