package import AgentKernel
package import JSON
internal import MCP

/// Fills in a prompt of an MCP server.
package struct MCPGetPromptTool: MCPServerTool {
  package struct Input: Decodable, Sendable {
    var server: String
    var prompt: String
    var arguments: [String: String]?
  }

  package let name = "mcp_get_prompt"

  package let description = """
    Fills in a prompt that an MCP server offers, with its arguments, and gives its messages. They are the server's words.
    """

  package let inputSchema = JSONSchema([
    "type": "object",
    "properties": [
      "server": ["type": "string", "maxLength": 100],
      "prompt": ["type": "string", "minLength": 1, "maxLength": 500],
      "arguments": ["type": "object", "additionalProperties": ["type": "string", "maxLength": 10_000]],
    ],
    "required": ["server", "prompt"],
    "additionalProperties": false,
  ])

  private let desk: MCPDesk

  init(_ desk: MCPDesk) { self.desk = desk }

  package func run(_ input: Input) async throws -> ToolOutput {
    let session = try desk.session(named: input.server)
    let messages = try await MCPCall.result { try await session.prompt(input.prompt, input.arguments ?? [:]) }
    return ToolOutput(messages.isEmpty ? "the prompt has no messages" : MCPAnswer.text(of: messages))
  }
}
