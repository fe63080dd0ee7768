internal import JSON
internal import Yams

/// YAML as JSON, which is YAML as well: what is not quoted keeps its kind.
enum YAMLNode {
  static func json(_ node: Node) -> JSONValue {
    if let mapping = node.mapping {
      var members: [String: JSONValue] = [:]
      for (key, value) in mapping { members[key.scalar?.string ?? ""] = json(value) }
      return .object(members)
    }
    if let sequence = node.sequence { return .array(sequence.map(json)) }
    guard let scalar = node.scalar else { return .null }
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    case "", "~", "null", "Null", "NULL": return .null
    default: return Int(scalar.string).map { JSONValue($0) } ?? .string(scalar.string)
    }
  }
}
