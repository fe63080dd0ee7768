package import AgentKernel
package import JSON
package import MCP

/// A tool of an MCP server.
package struct MCPRemoteTool: MCPServerTool {
  /// The arguments as the server's schema has them.
  package typealias Input = JSONValue

  package let name: String
  package let description: String
  package let inputSchema: JSONSchema

  private let tool: MCPTool
  private let session: MCPSession

  /// - Parameters:
  ///   - tool: as the server lists it.
  ///   - session: where it is called.
  /// - Throws: `ToolError` for one that cannot be offered to a model.
  package init(_ tool: MCPTool, of session: MCPSession) throws(ToolError) {
    name = MCPToolName.name(of: tool.name, at: session.server)
    let words = MCPText.cleaned(tool.description, limit: MCPText.descriptionLimit)
    description = "A tool of the MCP server \(session.server), in its words: \(words.isEmpty ? "none" : words)"
    inputSchema = try MCPSchema.cleaned(tool.inputSchema)
    self.tool = tool
    self.session = session
  }

  /// Why a tool cannot be offered to a model; nil when it can.
  package static func obstacle(to tool: MCPTool) -> String? {
    do throws(ToolError) {
      _ = try MCPSchema.cleaned(tool.inputSchema)
      return nil
    } catch {
      return error.description
    }
  }

  /// What came of a call, as a model would read it.
  package static func text(of result: MCPToolResult) -> String {
    do throws(ToolError) {
      return try MCPAnswer.text(of: result, from: "", schema: nil)
    } catch {
      return error.description
    }
  }

  package func run(_ input: Input) async throws -> ToolOutput {
    let result = try await MCPCall.result { try await session.call(tool.name, input) }
    return ToolOutput(try MCPAnswer.text(of: result, from: session.server, schema: tool.outputSchema))
  }
}
