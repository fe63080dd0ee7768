package import AgentKernel
internal import MCP
package import Tools

extension MCPAssembly {
  /// The servers whose tools an agent's definition names; nil when it names none.
  ///
  /// Their tools are dangerous, and a ceiling is never lifted: an agent that may not call them does not have them started.
  ///
  /// - Throws: `CommandLineError` for an agent that names such tools and may not call them, and for a server that is not
  ///   configured.
  package func servers(for agent: AgentDefinition) throws(CommandLineError) -> MCPServers? {
    let names = agent.tools.filter(MCPServers.isOfServer)
    guard let first = names.first else { return nil }
    guard agent.ceiling >= .dangerous else {
      throw CommandLineError(
        .configuration,
        "the agent \(agent.name) names \(quoted(first)), which it may not call: what MCP servers do is dangerous, and its "
          + "ceiling is \(agent.ceiling.rawValue); take the name out of its definition")
    }
    var chosen: [String] = []
    for name in names {
      let wanted = MCPToolName.server(in: name).map { [$0] } ?? servers.map(\.name)
      chosen += wanted.filter { !chosen.contains($0) }
    }
    var sessions: [MCPSession] = []
    for name in chosen { sessions.append(try session(try server(named: name))) }
    return MCPServers(sessions)
  }
}
