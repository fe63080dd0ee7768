package import AgentKernel
package import JSON
internal import MCP

/// Lists what an MCP server has besides tools.
package struct MCPListTool: MCPServerTool {
  package struct Input: Decodable, Sendable {
    var server: String
    var kind: String
  }

  package let name = "mcp_list"

  package let description = """
    Lists what an MCP server has besides tools: `resources` (read with mcp_read_resource), `templates` (patterns for \
    addresses of resources) or `prompts` (filled in with mcp_get_prompt).
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "server": ["type": "string", "maxLength": 100],
      "kind": ["type": "string", "enum": ["resources", "templates", "prompts"]],
    ],
    "required": ["server", "kind"],
    "additionalProperties": false,
  ])

  private let desk: MCPDesk

  init(_ desk: MCPDesk) { self.desk = desk }

  package func run(_ input: Input) async throws -> ToolOutput {
    let session = try desk.session(named: input.server)
    let listing: MCPListing =
      switch input.kind {
      case "resources": .resources
      case "templates": .resourceTemplates
      default: .prompts
      }
    let listed = try await MCPCall.result { try await session.list(listing) }
    guard !listed.isEmpty else { return ToolOutput("the MCP server \(session.server) lists no \(input.kind)") }
    return ToolOutput(MCPText.answer(listed.map(Self.line).joined(separator: "\n")))
  }

  private static func line(_ listed: MCPListed) -> String {
    let arguments = listed.arguments.map { $0.isRequired ? $0.name : "\($0.name)?" }
    let name = listed.name == listed.key ? "" : listed.name
    let words = [name, listed.description].filter { !$0.isEmpty }.map { MCPText.cleaned($0, limit: MCPText.fieldLimit) }
    return MCPText.cleaned(listed.key, limit: 500)
      + (arguments.isEmpty ? "" : "(\(MCPText.cleaned(arguments.joined(separator: ", "), limit: 500)))")
      + (words.isEmpty ? "" : ": " + words.joined(separator: "; "))
  }
}
