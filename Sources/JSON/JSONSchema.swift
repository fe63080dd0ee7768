/// The part of JSON Schema that tool inputs and answers are described with.
///
/// Checked: `type` (one or several), `properties`, `required`, `additionalProperties: false`, `items`, `enum`, `minimum`,
/// `maximum`, `minLength`, `maxLength`, `minItems` and `maxItems`. Other keywords describe and do not restrict.
package struct JSONSchema: Hashable, Sendable {
  /// The schema as JSON, as it goes to a provider.
  package let value: JSONValue

  package init(_ value: JSONValue) {
    self.value = value
  }

  /// What is wrong with a value, one sentence each, worded for the one who wrote it; empty when the schema accepts it.
  package func violations(in instance: JSONValue) -> [String] {
    Self.violations(of: value, in: instance, at: "")
  }

  private static func violations(of schema: JSONValue, in instance: JSONValue, at path: String) -> [String] {
    let place = path.isEmpty ? "the input" : "`\(path)`"
    if let types = typeNames(schema), !types.contains(where: { isOfType(instance, $0) }) {
      return ["\(place) must be \(types.map(article).joined(separator: " or ")), not \(describe(instance))"]
    }
    var found: [String] = []
    if let allowed = schema["enum"]?.array, !allowed.contains(instance) {
      let list = allowed.map { $0.serialized() }.joined(separator: ", ")
      found.append("\(place) must be one of \(list)")
    }
    found += bounds(of: schema, in: instance, place: place)
    if case .object(let members) = instance {
      found += memberViolations(of: schema, in: members, at: path, place: place)
    }
    if case .array(let elements) = instance, let items = schema["items"] {
      for (index, element) in elements.enumerated() {
        found += violations(of: items, in: element, at: "\(path)[\(index)]")
      }
    }
    return found
  }

  private static func memberViolations(
    of schema: JSONValue, in members: [String: JSONValue], at path: String, place: String
  ) -> [String] {
    var found: [String] = []
    let properties = schema["properties"]?.object ?? [:]
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
      found.append("\(place) lacks the member `\(name)`")
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      if let property = properties[name] {
        found += violations(of: property, in: member, at: path.isEmpty ? name : "\(path).\(name)")
      } else if schema["additionalProperties"] == .bool(false) {
        let known = properties.keys.sorted().joined(separator: ", ")
        found.append("\(place) has an unknown member `\(name)`; known are: \(known)")
      }
    }
    return found
  }

  private static func bounds(of schema: JSONValue, in instance: JSONValue, place: String) -> [String] {
    var found: [String] = []
    if let number = instance.number {
      if let least = schema["minimum"]?.number, number < least { found.append("\(place) must be at least \(least)") }
      if let most = schema["maximum"]?.number, number > most { found.append("\(place) must be at most \(most)") }
    }
    if let count = instance.string?.count {
      found += sizes(count, of: schema, "minLength", "maxLength", unit: "characters", place: place)
    }
    if let count = instance.array?.count {
      found += sizes(count, of: schema, "minItems", "maxItems", unit: "elements", place: place)
    }
    return found
  }

  private static func sizes(
    _ count: Int, of schema: JSONValue, _ least: String, _ most: String, unit: String, place: String
  ) -> [String] {
    if let bound = schema[least]?.integer, count < bound { return ["\(place) must have at least \(bound) \(unit)"] }
    if let bound = schema[most]?.integer, count > bound {
      return ["\(place) must have at most \(bound) \(unit), not \(count)"]
    }
    return []
  }

  private static func typeNames(_ schema: JSONValue) -> [String]? {
    switch schema["type"] {
    case .string(let name): [name]
    case .array(let names): names.compactMap(\.string)
    default: nil
    }
  }

  private static func isOfType(_ instance: JSONValue, _ name: String) -> Bool {
    switch (name, instance) {
    case ("null", .null), ("boolean", .bool), ("string", .string), ("array", .array), ("object", .object): true
    case ("number", .integer), ("number", .number): true
    case ("integer", _): instance.integer != nil
    default: false
    }
  }

  private static func article(_ type: String) -> String {
    switch type {
    case "null": "null"
    case "array", "integer", "object": "an \(type)"
    default: "a \(type)"
    }
  }

  private static func describe(_ instance: JSONValue) -> String {
    switch instance {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
