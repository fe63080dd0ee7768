package import JSON

/// What came of a call.
package struct MCPToolResult: Hashable, Sendable {
  package var content: [MCPContent]

  /// The result as a value, for tools that describe its form.
  package var structured: JSONValue?

  /// Whether the tool says that it failed.
  package var isError: Bool

  /// Nil for what is no result of a call.
  init?(_ value: JSONValue) {
    guard value.object != nil, value["content"]?.array != nil || value["structuredContent"] != nil else { return nil }
    content = (value["content"]?.array ?? []).map { MCPContent($0) }
    structured = value["structuredContent"]
    isError = value["isError"]?.bool ?? false
  }
}
