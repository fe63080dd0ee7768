internal import AgentKernel
internal import MCP

/// Errors of a call, as the kernel tells apart who is to blame.
enum MCPCall {
  /// Runs a call; a server's no, and what it does not have, are answers for the model, and no failures of the tool.
  ///
  /// - Throws: `ToolError`, or `MCPError` for a server that fails by itself.
  static func result<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as MCPError {
      switch error.code {
      case .refused, .unsupported, .notApproved: throw ToolError(MCPText.answer(error.description))
      case .unavailable, .badAnswer, .timedOut, .sessionLost:
        throw MCPError(error.code, MCPText.answer(error.description))
      }
    }
  }
}
