/// One look at a value by a schema, within limits of work.
struct JSONSchemaValidation {
  /// Schemas inside one another, references counted; a value has at most 64 levels, and each takes two or three.
  private static let deepest = 256

  /// Schemas that are applied in all; a SARIF report of a thousand findings stays below it.
  private static let mostWork = 200_000

  private let root: JSONValue
  private var work = 0
  private var depth = 0
  private var isExhausted = false
  private var patterns: [String: JSONSchemaPattern] = [:]

  init(root: JSONValue) {
    self.root = root
  }

  mutating func violations(in instance: JSONValue) -> [String] {
    let found = violations(of: root, in: instance, at: "")
    return isExhausted
      ? ["the input takes too much work to check by its schema, or refers to itself without end"] : found
  }

  private mutating func violations(of schema: JSONValue, in instance: JSONValue, at path: String) -> [String] {
    let place = path.isEmpty ? "the input" : "`\(path)`"
    work += 1
    depth += 1
    defer { depth -= 1 }
    if work > Self.mostWork || depth > Self.deepest { isExhausted = true }
    if isExhausted { return [] }
    if schema == .bool(false) { return ["\(place) is not allowed"] }
    if let types = Self.typeNames(schema), !types.contains(where: { Self.isOfType(instance, $0) }) {
      return ["\(place) must be \(types.map(Self.article).joined(separator: " or ")), not \(Self.describe(instance))"]
    }
    var found = referenceViolations(of: schema, in: instance, at: path, place: place)
    found += Self.choice(of: schema, in: instance, place: place)
    found += Self.bounds(of: schema, in: instance, place: place)
    if case .string(let text) = instance { found += textViolations(of: schema, in: text, place: place) }
    if case .object(let members) = instance {
      found += memberViolations(of: schema, in: members, at: path, place: place)
    }
    if case .array(let elements) = instance {
      found += elementViolations(of: schema, in: elements, at: path, place: place)
    }
    return found + combinationViolations(of: schema, in: instance, at: path, place: place)
  }

  // MARK: References and combinations

  private mutating func referenceViolations(
    of schema: JSONValue, in instance: JSONValue, at path: String, place: String
  ) -> [String] {
    guard let reference = schema["$ref"]?.string else { return [] }
    guard let target = resolve(reference) else {
      return ["\(place) cannot be checked: `\(reference)`, to which the schema refers, is not in it"]
    }
    return violations(of: target, in: instance, at: path)
  }

  /// What a reference of the form `#/definitions/name` stands for (RFC 6901, without percent-encoding).
  private func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#") else { return nil }
    let tokens = reference.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard tokens.first?.isEmpty != false else { return nil }
    return tokens.dropFirst().reduce(root as JSONValue?) { value, token in
      value?[String(token.replacing("~1", with: "/").replacing("~0", with: "~"))]
    }
  }

  private mutating func combinationViolations(
    of schema: JSONValue, in instance: JSONValue, at path: String, place: String
  ) -> [String] {
    var found: [String] = []
    for branch in schema["allOf"]?.array ?? [] { found += violations(of: branch, in: instance, at: path) }
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = schema[keyword]?.array else { continue }
      let results = branches.map { violations(of: $0, in: instance, at: path) }
      let fitting = results.count(where: \.isEmpty)
      if fitting == 0 {
        let reasons = results.compactMap(\.first).joined(separator: "; or ")
        found.append("\(place) fits none of \(branches.count) allowed forms: \(reasons)")
      } else if keyword == "oneOf", fitting > 1 {
        found.append("\(place) fits \(fitting) forms, of which it must fit exactly one")
      }
    }
    if let excluded = schema["not"], violations(of: excluded, in: instance, at: path).isEmpty {
      found.append("\(place) has a form that is not allowed")
    }
    return found
  }

  // MARK: Members, elements and text

  private mutating func memberViolations(
    of schema: JSONValue, in members: [String: JSONValue], at path: String, place: String
  ) -> [String] {
    var found: [String] = []
    let properties = schema["properties"]?.object ?? [:]
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where members[name] == nil {
      found.append("\(place) lacks the member `\(name)`")
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      let memberPath = path.isEmpty ? name : "\(path).\(name)"
      if let property = properties[name] {
        found += violations(of: property, in: member, at: memberPath)
      } else if schema["additionalProperties"] == .bool(false) {
        let known = properties.keys.sorted().joined(separator: ", ")
        found.append("\(place) has an unknown member `\(name)`; known are: \(known)")
      } else if let others = schema["additionalProperties"] {
        found += violations(of: others, in: member, at: memberPath)
      }
    }
    return found
  }

  private mutating func elementViolations(
    of schema: JSONValue, in elements: [JSONValue], at path: String, place: String
  ) -> [String] {
    var found: [String] = []
    if schema["uniqueItems"] == .bool(true), Set(elements.map(\.canonical)).count < elements.count {
      found.append("\(place) must not hold the same element twice")
    }
    guard let items = schema["items"], items.array == nil else { return found }
    for (index, element) in elements.enumerated() {
      found += violations(of: items, in: element, at: "\(path)[\(index)]")
    }
    return found
  }

  private mutating func textViolations(of schema: JSONValue, in text: String, place: String) -> [String] {
    var found: [String] = []
    if let source = schema["pattern"]?.string {
      if let pattern = patterns[source] ?? JSONSchemaPattern(source) {
        patterns[source] = pattern
        if !pattern.matches(text) { found.append("\(place) must match the pattern \(source)") }
      } else {
        found.append("\(place) cannot be checked: the schema's pattern \(source) is of an unsupported kind")
      }
    }
    if let format = schema["format"]?.string.flatMap(JSONSchemaFormat.init), !format.accepts(text) {
      found.append("\(place) must have the format \(format.rawValue)")
    }
    return found
  }
}

// MARK: What looks at the value alone

extension JSONSchemaValidation {
  private static func choice(of schema: JSONValue, in instance: JSONValue, place: String) -> [String] {
    var found: [String] = []
    if let allowed = schema["enum"]?.array, !allowed.contains(where: { $0.canonical == instance.canonical }) {
      let list = allowed.map { $0.serialized() }.joined(separator: ", ")
      found.append("\(place) must be one of \(list)")
    }
    if let only = schema["const"], only.canonical != instance.canonical {
      found.append("\(place) must be \(only.serialized())")
    }
    return found
  }

  private static func bounds(of schema: JSONValue, in instance: JSONValue, place: String) -> [String] {
    var found: [String] = []
    if let number = instance.number {
      if let least = schema["minimum"]?.number, number < least { found.append("\(place) must be at least \(least)") }
      if let most = schema["maximum"]?.number, number > most { found.append("\(place) must be at most \(most)") }
    }
    if let count = instance.string?.unicodeScalars.count {
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

extension JSONValue {
  /// The value with whole numbers in one form, since 1 and 1.0 are equal by JSON Schema.
  fileprivate var canonical: JSONValue {
    switch self {
    case .number(let value): Int64(exactly: value).map(JSONValue.integer) ?? self
    case .array(let elements): .array(elements.map(\.canonical))
    case .object(let members): .object(members.mapValues(\.canonical))
    case .null, .bool, .integer, .string: self
    }
  }
}
