internal import AgentKernel
internal import JSON

/// What a server says of its tools' arguments, made fit for a provider and for the check before a call.
enum MCPSchema {
  /// Bytes, as JSON.
  private static let sizeLimit = 32 << 10

  /// Keywords that tell nothing that a model needs.
  private static let dropped: Set = [
    "$schema", "$id", "id", "$comment", "title", "examples", "deprecated", "readOnly", "writeOnly",
  ]

  /// The schema without what only decorates, its descriptions cleaned.
  ///
  /// - Throws: `ToolError` for a schema that could not be checked, or that providers do not take.
  static func cleaned(_ schema: JSONSchema) throws(ToolError) -> JSONSchema {
    guard schema.value.serialized().utf8.count <= sizeLimit else {
      throw ToolError("its schema has more than \(sizeLimit >> 10) KiB")
    }
    let cleaned = JSONSchema(walk(schema.value))
    guard cleaned.value["type"] == "object" else { throw ToolError("its schema is not that of an object") }
    // Providers refuse the whole request for these.
    for keyword in ["anyOf", "oneOf", "allOf", "not", "enum"] where cleaned.value[keyword] != nil {
      throw ToolError("its schema has \(keyword) at the top, which providers do not take")
    }
    for name in (cleaned.value["properties"]?.object ?? [:]).keys.sorted() where !isName(name) {
      throw ToolError(
        "its argument \(String(reflecting: MCPText.cleaned(name, limit: 80))) has a name that providers do not take")
    }
    guard !hasHidden(cleaned.value) else { throw ToolError("its schema holds characters that nobody sees") }
    let unchecked = cleaned.uncheckedKeywords
    guard unchecked.isEmpty else {
      let names = unchecked.prefix(5).map { MCPText.cleaned($0, limit: 80) }.joined(separator: ", ")
      throw ToolError("its schema uses what cannot be checked here: \(names)")
    }
    return cleaned
  }

  private static func walk(_ schema: JSONValue) -> JSONValue {
    guard let members = schema.object else { return schema }
    var result: [String: JSONValue] = [:]
    for (keyword, value) in members where !dropped.contains(keyword) {
      switch (keyword, value) {
      case ("description", .string(let text)):
        result[keyword] = .string(MCPText.cleaned(text, limit: MCPText.fieldLimit))
      case ("format", _):
        // A format describes and does not restrict, unless one can check it.
        if JSONSchema(["format": value]).uncheckedKeywords.isEmpty { result[keyword] = value }
      case ("properties", .object(let named)), ("$defs", .object(let named)), ("definitions", .object(let named)):
        result[keyword] = .object(named.mapValues(walk))
      case ("anyOf", .array(let branches)), ("oneOf", .array(let branches)), ("allOf", .array(let branches)):
        result[keyword] = .array(branches.map(walk))
      case ("items", _), ("additionalProperties", _), ("not", _): result[keyword] = walk(value)
      default: result[keyword] = value
      }
    }
    return .object(result)
  }

  private static func hasHidden(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): MCPText.hasHidden(text)
    case .array(let elements): elements.contains(where: hasHidden)
    case .object(let members): members.contains { MCPText.hasHidden($0.key) || hasHidden($0.value) }
    case .null, .bool, .integer, .number: false
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
        default: false
        }
      }
  }
}
