package import AgentKernel

/// A tool behind which an MCP server stands.
///
/// It is dangerous whatever the server says of it: what it does happens outside, where nobody looks on.
package protocol MCPServerTool: Tool {}

extension MCPServerTool {
  package func risk(of input: Input) -> Risk { .dangerous }

  package func subject(of input: Input) -> CallSubject { .none }

  /// Nobody knows what it touches, so it runs alone.
  package func effects(of input: Input) -> ToolEffects { ToolEffects(reads: .everything, writes: .everything) }
}
