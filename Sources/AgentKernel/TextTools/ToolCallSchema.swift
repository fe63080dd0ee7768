internal import JSON
internal import Models

/// The schema of a call of one of several tools, as text whose order counts.
///
/// A constrained decoder writes an object's members in the order of `properties`: the tool before its arguments, and what
/// a tool requires in the order in which its `required` names it.
enum ToolCallSchema {
  /// What an answer that is one call of one of the tools must be.
  static func format(for tools: [ToolSpecification]) -> AnswerFormat {
    let calls = tools.map { tool in
      "{\"type\":\"object\",\"properties\":{\"tool\":{\"type\":\"string\",\"enum\":[\(JSONValue.quoted(tool.name))]}"
        + ",\"arguments\":\(text(tool.inputSchema.value, isDescribed: false))}"
        + ",\"required\":[\"tool\",\"arguments\"],\"additionalProperties\":false}"
    }
    let schema = calls.count == 1 ? calls[0] : "{\"anyOf\":[\(calls.joined(separator: ","))]}"
    return AnswerFormat(name: "tool_call", schema: schema)
  }

  /// A schema as text.
  ///
  /// - Parameter isDescribed: whether descriptions are part of it; they constrain nothing.
  static func text(_ schema: JSONValue, isDescribed: Bool) -> String {
    guard case .object(let keywords) = schema else { return schema.serialized() }
    let members = keywords.sorted { rank($0.key) < rank($1.key) }.compactMap { keyword, value -> String? in
      switch keyword {
      case "description" where !isDescribed: return nil
      case "items": return "\"items\":\(text(value, isDescribed: isDescribed))"
      case "properties":
        let required = (keywords["required"]?.array ?? []).compactMap(\.string)
        let properties = ordered(value.object ?? [:], first: required).map { name, property in
          "\(JSONValue.quoted(name)):\(text(property, isDescribed: isDescribed))"
        }
        return "\"properties\":{\(properties.joined(separator: ","))}"
      default: return "\(JSONValue.quoted(keyword)):\(value.serialized())"
      }
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func rank(_ keyword: String) -> (Int, String) { (keyword == "type" ? 0 : 1, keyword) }

  private static func ordered(_ properties: [String: JSONValue], first names: [String]) -> [(String, JSONValue)] {
    let rest = properties.keys.filter { !names.contains($0) }.sorted()
    return (names + rest).compactMap { name in properties[name].map { (name, $0) } }
  }
}
