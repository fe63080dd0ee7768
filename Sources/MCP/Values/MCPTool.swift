package import JSON

/// A tool as its server describes it; all of it is foreign.
///
/// A server's hints about what a tool does (`annotations`) are not here: nobody could rely on them.
package struct MCPTool: Hashable, Sendable {
  package var name: String
  package var description: String
  package var inputSchema: JSONSchema

  /// What `structuredContent` of its results keeps to; nil when it does not say.
  package var outputSchema: JSONSchema?

  package init(name: String, description: String, inputSchema: JSONSchema, outputSchema: JSONSchema? = nil) {
    self.name = name
    self.description = description
    self.inputSchema = inputSchema
    self.outputSchema = outputSchema
  }

  /// Nil for what is no tool.
  init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, !name.isEmpty, let schema = value["inputSchema"], schema.object != nil
    else {
      return nil
    }
    self.init(
      name: name, description: value["description"]?.string ?? "", inputSchema: JSONSchema(schema),
      outputSchema: value["outputSchema"].flatMap { $0.object == nil ? nil : JSONSchema($0) })
  }
}
