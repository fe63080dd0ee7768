package import AgentKernel
package import JSON
internal import MCP

/// Reads a resource of an MCP server.
package struct MCPReadResourceTool: MCPServerTool {
  package struct Input: Decodable, Sendable {
    var server: String
    var uri: String
  }

  package let name = "mcp_read_resource"

  package let description = """
    Reads a resource of an MCP server by its address, as mcp_list or a tool's answer names it.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "server": ["type": "string", "maxLength": 100],
      "uri": ["type": "string", "minLength": 1, "maxLength": 4096],
    ],
    "required": ["server", "uri"],
    "additionalProperties": false,
  ])

  private let desk: MCPDesk

  init(_ desk: MCPDesk) { self.desk = desk }

  package func run(_ input: Input) async throws -> ToolOutput {
    let session = try desk.session(named: input.server)
    let contents = try await MCPCall.result { try await session.read(input.uri) }
    return ToolOutput(contents.isEmpty ? "the resource is empty" : MCPAnswer.text(of: contents))
  }
}
