internal import AgentKernel
internal import JSON
internal import MCP

/// What a server answered, as a model reads it.
enum MCPAnswer {
  /// The result of a call.
  ///
  /// - Parameter schema: what a structured result must keep to; nil when the tool does not say.
  /// - Throws: `ToolError` when the tool says that it failed, or its result is not what it promised.
  static func text(of result: MCPToolResult, from server: String, schema: JSONSchema?) throws(ToolError) -> String {
    var pieces = result.content.map(text)
    if let structured = result.structured {
      if !result.isError, let schema, schema.uncheckedKeywords.isEmpty,
        let violation = schema.violations(in: structured).first
      {
        throw ToolError(
          "the MCP server \(server) answered with a value that its own schema refuses: \(MCPText.answer(violation))")
      }
      // Servers send the value as text too, for clients that know no structured results.
      if !result.content.contains(where: \.isText) { pieces.append(structured.serialized(.indented)) }
    }
    let text = MCPText.answer(pieces.joined(separator: "\n"))
    guard !result.isError else { throw ToolError(text.isEmpty ? "the tool failed without a word" : text) }
    return text.isEmpty ? "the tool answered with nothing" : text
  }

  /// The contents of a resource.
  static func text(of contents: [MCPContent]) -> String {
    MCPText.answer(contents.map(text).joined(separator: "\n"))
  }

  /// The messages of a prompt.
  static func text(of messages: [MCPPromptMessage]) -> String {
    MCPText.answer(messages.map { "\($0.role): \(text(of: $0.content))" }.joined(separator: "\n"))
  }

  private static func text(of content: MCPContent) -> String {
    switch content {
    case .text(let text): text
    case .media(let kind, let mimeType, let count): "[\(kind), \(mimeType), \(count * 3 / 4) bytes, not shown]"
    case .resource(let uri, _, let text?, _): "[resource \(uri)]\n\(text)"
    case .resource(let uri, let mimeType, nil, let count):
      "[resource \(uri), \(mimeType ?? "of unknown type"), \(count * 3 / 4) bytes, not shown]"
    case .link(let uri, let name): "[resource \(uri), \(name): mcp_read_resource reads it]"
    case .unknown(let kind): "[something of the kind \(String(reflecting: kind)), not shown]"
    }
  }
}

extension MCPContent {
  fileprivate var isText: Bool {
    if case .text = self { true } else { false }
  }
}
