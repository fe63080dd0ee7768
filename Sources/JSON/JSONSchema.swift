/// The part of JSON Schema that tool inputs and answers are described with, and the schemas that others publish of reports.
///
/// Checked: `type` (one or several), `enum`, `const`, `properties`, `required`, `additionalProperties`, `items` (one schema
/// for all elements), `uniqueItems`, `minimum`, `maximum`, `minLength`, `maxLength`, `minItems`, `maxItems`, `pattern`,
/// `format` (`uri`, `uri-reference` and `date-time`), `$ref` within the schema, `anyOf`, `oneOf`, `allOf` and `not`. Other
/// keywords describe and do not restrict; `uncheckedKeywords` tells whether a schema has any. What stands beside a `$ref`
/// counts too. A `pattern` is a regular expression of the kind that `JSONSchemaPattern` reads, matched in linear time; no
/// value fits one of another kind.
///
/// Source: JSON Schema, draft 7 (json-schema.org), of which this is a part.
public struct JSONSchema: Hashable, Sendable {
  /// The schema as JSON, as it goes to a provider.
  public let value: JSONValue

  /// Takes a schema as it is; what of it is not checked, `uncheckedKeywords` tells.
  public init(_ value: JSONValue) {
    self.value = value
  }

  /// What is wrong with a value, one sentence each, worded for the one who wrote it; empty when the schema accepts it.
  ///
  /// A value that would take too much work, as with a schema that refers to itself without end, is not accepted.
  public func violations(in instance: JSONValue) -> [String] {
    var validation = JSONSchemaValidation(root: value)
    return validation.violations(in: instance)
  }

  /// The keywords of the schema that are not checked and are not known to be mere description, sorted.
  public var uncheckedKeywords: [String] {
    var found: Set<String> = []
    Self.collectUnchecked(in: value, into: &found)
    return found.sorted()
  }

  private static let checked: Set = [
    "$ref", "additionalProperties", "allOf", "anyOf", "const", "enum", "format", "items", "maxItems", "maxLength",
    "maximum", "minItems", "minLength", "minimum", "not", "oneOf", "pattern", "properties", "required", "type",
    "uniqueItems",
  ]
  private static let descriptive: Set = [
    "$comment", "$defs", "$id", "$schema", "default", "definitions", "deprecated", "description", "examples", "id",
    "readOnly", "title", "writeOnly",
  ]

  private static func collectUnchecked(in schema: JSONValue, into found: inout Set<String>) {
    for (keyword, value) in schema.object ?? [:] {
      switch (keyword, value) {
      case ("definitions", .object(let members)), ("$defs", .object(let members)), ("properties", .object(let members)):
        for member in members.values { collectUnchecked(in: member, into: &found) }
      case ("anyOf", .array(let branches)), ("oneOf", .array(let branches)), ("allOf", .array(let branches)):
        for branch in branches { collectUnchecked(in: branch, into: &found) }
      case ("items", .array): found.insert("items as a list")
      case ("items", _), ("additionalProperties", _), ("not", _): collectUnchecked(in: value, into: &found)
      case ("pattern", .string(let pattern)):
        if JSONSchemaPattern(pattern) == nil { found.insert("pattern \(pattern)") }
      case ("format", .string(let name)):
        if JSONSchemaFormat(rawValue: name) == nil { found.insert("format \(name)") }
      default:
        if !checked.contains(keyword), !descriptive.contains(keyword) { found.insert(keyword) }
      }
    }
  }
}
