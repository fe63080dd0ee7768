import JSON
import Testing

@Suite struct JSONSchemaTests {
  private let schema = JSONSchema([
    "type": "object",
    "properties": [
      "path": ["type": "string", "minLength": 1, "maxLength": 5],
      "line": ["type": ["integer", "null"], "minimum": 1, "maximum": 9],
      "kind": ["enum": ["a", "b", 3]],
      "list": ["type": "array", "items": ["type": "boolean"], "minItems": 1, "maxItems": 2],
    ],
    "required": ["path"],
    "additionalProperties": false,
  ])

  @Test(
    arguments: [
      ["path": "x"], ["path": "x", "line": 9], ["path": "x", "line": .null], ["path": "x", "line": .number(2)],
      ["path": "x", "kind": 3], ["path": "x", "list": [true, false]],
    ] as [JSONValue])
  func `a value that fits has no violations`(value: JSONValue) {
    #expect(schema.violations(in: value).isEmpty)
  }

  @Test(
    arguments: [
      ([], "the input must be an object, not an array"),
      ([:], "the input lacks the member `path`"),
      (["path": 1], "`path` must be a string, not a number"),
      (["path": ""], "`path` must have at least 1 characters"),
      (["path": "123456"], "`path` must have at most 5 characters, not 6"),
      (["path": "x", "line": 1.5], "`line` must be an integer or null, not a number"),
      (["path": "x", "line": 0], "`line` must be at least 1.0"),
      (["path": "x", "line": 10], "`line` must be at most 9.0"),
      (["path": "x", "kind": "c"], #"`kind` must be one of "a", "b", 3"#),
      (["path": "x", "list": []], "`list` must have at least 1 elements"),
      (["path": "x", "list": [true, true, true]], "`list` must have at most 2 elements, not 3"),
      (["path": "x", "list": [true, "no"]], "`list[1]` must be a boolean, not a string"),
      (["path": "x", "paht": 1], "the input has an unknown member `paht`; known are: kind, line, list, path"),
    ] as [(JSONValue, String)])
  func `a value that does not fit is told why`(value: JSONValue, violation: String) {
    #expect(schema.violations(in: value) == [violation])
  }

  @Test func `every violation is told at once`() {
    #expect(schema.violations(in: ["line": 0, "kind": "c", "more": 1]).count == 4)
  }

  @Test func `a schema without keywords accepts everything`() {
    for value in [.null, 1, "a", [], [:]] as [JSONValue] {
      #expect(JSONSchema([:]).violations(in: value).isEmpty)
    }
  }

  @Test func `a place inside nested objects is named`() {
    let nested = JSONSchema(["properties": ["a": ["items": ["properties": ["b": ["type": "string"]]]]]])
    #expect(nested.violations(in: ["a": [["b": "x"], ["b": 1]]]) == ["`a[1].b` must be a string, not a number"])
  }
}
