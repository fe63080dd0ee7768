import JSON
import Testing

/// The keywords that the schemas of report formats use besides those of tools.
@Suite struct JSONSchemaKeywordTests {
  private func accepts(_ schema: JSONValue, _ value: JSONValue) -> Bool {
    JSONSchema(schema).violations(in: value).isEmpty
  }

  // MARK: References

  private let tree: JSONValue = [
    "definitions": [
      "node": [
        "type": "object", "additionalProperties": false,
        "properties": [
          "name": ["type": "string"], "children": ["type": "array", "items": ["$ref": "#/definitions/node"]],
        ],
      ],
      "a/b~c": ["const": 1],
    ],
    "$ref": "#/definitions/node",
  ]

  @Test func `a reference stands for what it names, at any depth`() {
    #expect(accepts(tree, ["children": [["name": "a", "children": [["name": "b"]]]]]))
    #expect(
      JSONSchema(tree).violations(in: ["children": [["name": "a", "children": [["name": 1]]]]])
        == ["`children[0].children[0].name` must be a string, not a number"])
    #expect(accepts(["$ref": "#/definitions/a~1b~0c", "definitions": tree["definitions"] ?? .null], 1))
    #expect(accepts(["properties": ["a": ["$ref": "#"]], "additionalProperties": false], ["a": ["a": [:]]]))
    #expect(!accepts(["properties": ["a": ["$ref": "#"]], "additionalProperties": false], ["a": ["b": [:]]]))
  }

  @Test func `what stands beside a reference counts too`() {
    let schema: JSONValue = ["$ref": "#/definitions/text", "maxLength": 2, "definitions": ["text": ["type": "string"]]]
    #expect(accepts(schema, "ab"))
    #expect(!accepts(schema, "abc"))
    #expect(!accepts(schema, 1))
  }

  @Test(arguments: ["#/definitions/none", "other.json#/a", "#name", "https://example.org/schema"])
  func `a value is not accepted by a reference that leads nowhere`(reference: String) {
    let violations = JSONSchema(["$ref": .string(reference)]).violations(in: 1)
    #expect(violations == ["the input cannot be checked: `\(reference)`, to which the schema refers, is not in it"])
  }

  @Test(
    arguments: [
      ["$ref": "#"],
      ["anyOf": [["$ref": "#"], ["$ref": "#"]]],
      ["not": ["$ref": "#"]],
      ["not": ["not": ["$ref": "#"]]],
      [
        "definitions": ["a": ["$ref": "#/definitions/b"], "b": ["$ref": "#/definitions/a"]], "$ref": "#/definitions/a",
      ],
    ] as [JSONValue])
  func `a schema that refers to itself without end accepts nothing`(schema: JSONValue) {
    #expect(JSONSchema(schema).violations(in: 1).count == 1)
  }

  @Test func `work that doubles at each level is cut off`() {
    let schema: JSONValue = [
      "items": ["allOf": [["$ref": "#"], ["$ref": "#"], ["$ref": "#"], ["$ref": "#"]]]
    ]
    let deep = (0..<40).reduce([] as JSONValue) { value, _ in [value] }
    #expect(JSONSchema(schema).violations(in: deep).count == 1)
  }

  // MARK: Combinations

  @Test func `any, all, one and none of several forms`() {
    let forms: JSONValue = [["type": "integer"], ["minimum": 5]]
    for (keyword, accepted) in [("anyOf", [1, 5, 5.5, "a"]), ("allOf", [5]), ("oneOf", [1, 5.5, "a"])]
      as [(String, [JSONValue])]
    {
      for value in [1, 1.5, 5, 5.5, "a"] as [JSONValue] {
        #expect(
          accepts([keyword: forms] as [String: JSONValue], value) == accepted.contains(value), "\(keyword) \(value)")
      }
    }
    #expect(accepts(["not": ["type": "string"]], 1))
    #expect(!accepts(["not": ["type": "string"]], "a"))
  }

  private func accepts(_ schema: [String: JSONValue], _ value: JSONValue) -> Bool { accepts(.object(schema), value) }

  @Test func `why no form fits is told`() {
    let violations = JSONSchema(["anyOf": [["type": "string"], ["minimum": 5]]]).violations(in: ["a": 1])
    #expect(violations.isEmpty, "minimum says nothing of an object")
    #expect(
      JSONSchema(["properties": ["a": ["oneOf": [["type": "string"], ["minimum": 5]]]]]).violations(in: ["a": 1])
        == ["`a` fits none of 2 allowed forms: `a` must be a string, not a number; or `a` must be at least 5.0"])
    #expect(
      JSONSchema(["oneOf": [["minimum": 1], ["minimum": 2]]]).violations(in: 3)
        == ["the input fits 2 forms, of which it must fit exactly one"])
  }

  @Test func `false accepts nothing and true everything`() {
    #expect(accepts(.bool(true), 1))
    #expect(!accepts(.bool(false), 1))
    #expect(JSONSchema(["properties": ["a": false]]).violations(in: ["a": 1]) == ["`a` is not allowed"])
  }

  // MARK: Values

  @Test func `a constant and unique elements compare numbers by value`() {
    #expect(accepts(["const": 1], .number(1)))
    #expect(!accepts(["const": 1], 2))
    #expect(accepts(["const": ["a": [1]]], ["a": [.number(1)]]))
    #expect(accepts(["enum": [1]], .number(1)))
    #expect(accepts(["uniqueItems": true], [1, 2, "1", [1], ["a": 1]]))
    #expect(!accepts(["uniqueItems": true], [1, .number(1)]))
    #expect(!accepts(["uniqueItems": true], [["a": 1], ["a": .number(1)]]))
    #expect(accepts(["uniqueItems": false], [1, 1]))
  }

  @Test func `other members have a schema`() {
    let schema: JSONValue = ["properties": ["a": ["type": "string"]], "additionalProperties": ["type": "integer"]]
    #expect(accepts(schema, ["a": "x", "b": 1]))
    #expect(JSONSchema(schema).violations(in: ["b": "x"]) == ["`b` must be an integer, not a string"])
  }

  @Test func `lengths are counted in code points`() {
    #expect(accepts(["minLength": 2], "e\u{301}"))
    #expect(!accepts(["maxLength": 1], "e\u{301}"))
  }

  @Test(
    arguments: [
      (
        "uri", ["https://example.org/a?b#c", "urn:x:y", "file:///a%20b", "a+b.c-1:"],
        ["", "a/b", "//h/p", "1a:b", ":a"]
      ),
      (
        "uri-reference", ["", "a/b", "a%20b", "//host/p", "?q", "#f", "./a:b", "https://[::1]/"],
        ["a b", "a%2", "a%zz", "a#b#c", "1a:b", "a\\b", "é", "a\n"]
      ),
      (
        "date-time",
        ["2026-01-31T23:59:60Z", "2024-02-29t00:00:00z", "2026-01-31T12:00:00.123+01:30", "2026-01-31T12:00:00-00:00"],
        [
          "", "2026-01-31", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-31T24:00:00Z",
          "2026-01-31T12:00:00",
          "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+25:00", "2026-01-31 12:00:00Z", "2026-00-10T00:00:00Z",
        ]
      ),
    ] as [(String, [String], [String])])
  func `formats`(name: String, good: [String], bad: [String]) {
    for text in good { #expect(accepts(["format": .string(name)], .string(text)), "\(text)") }
    for text in bad { #expect(!accepts(["format": .string(name)], .string(text)), "\(text)") }
    #expect(accepts(["format": .string(name)], 1), "a format says nothing of other values than texts")
  }

  // MARK: Patterns

  @Test(
    arguments: [
      (
        "^[0-9a-fA-F]{8}-[1-5][0-9a-fA-F]{3}$", ["0aF12345-1abc"],
        ["0aF12345-6abc", "x0aF12345-1abc", "0aF12345-1abc0"]
      ),
      ("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}?$", ["en", "en-GB", "english"], ["e", "1en", ""]),
      ("[^/]+/.+", ["text/plain", " a/b"], ["text", "text/", "/b"]),
      ("[0-9]+(\\.[0-9]+){3}", ["v1.2.3.4", "10.20.30.40.50"], ["1.2.3", "1.2.3.", "1.2.34"]),
      ("^(a|b)*$", ["", "abba"], ["abc"]), ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^a{2,}$", ["aaaa"], ["a"]),
      ("^(?:ab)?c+?$", ["abc", "cc"], ["ab", "abab"]), ("^[\\w.-]+$", ["a_1.b-c"], ["a b", ""]),
      ("^\\d\\D\\s\\S\\W$", ["1a b!"], ["aa b!"]), ("^[^a\\]-]$", ["b"], ["a", "]", "-", "bb"]),
      ("^.$", ["x", "é", "\u{1F600}"], ["\n", "xx"]), ("^\\^\\$\\(\\)\\/$", ["^$()/"], ["^$()"]),
      ("", ["", "x"], []), ("^(|a)$", ["", "a"], ["b"]), ("^(a*)*$", ["", "aaa"], ["b"]), ("a|^$", ["", "ba"], ["b"]),
      ("^[\t-\r -]$", [" ", "-", "\n"], ["x"]),
    ] as [(String, [String], [String])])
  func `patterns`(pattern: String, good: [String], bad: [String]) {
    for text in good { #expect(accepts(["pattern": .string(pattern)], .string(text)), "\(text.debugDescription)") }
    for text in bad { #expect(!accepts(["pattern": .string(pattern)], .string(text)), "\(text.debugDescription)") }
    #expect(accepts(["pattern": .string(pattern)], 1))
  }

  @Test(
    arguments: [
      "(a", "a)", "[a", "a**", "*a", "a{", "a{2", "a{3,2}", "a{1001}", "(a{1000}){1000}", "\\b", "(a)\\1", "(?=a)",
      "(?!a)", "(?<=a)b", "(?<n>a)", "\\p{L}", "\\u0041", "\\x41", "a\\", "[z-a]", "[\\D]", "[a-\\d]", "]", "}", "\\c",
      String(repeating: "(", count: 40) + String(repeating: ")", count: 40),
    ])
  func `what is no pattern of the supported kind is refused by name`(pattern: String) {
    let schema = JSONSchema(["pattern": .string(pattern)])
    #expect(
      schema.violations(in: "a")
        == ["the input cannot be checked: the schema's pattern \(pattern) is of an unsupported kind"])
    #expect(schema.uncheckedKeywords == ["pattern \(pattern)"])
  }

  @Test(.timeLimit(.minutes(5))) func `a pattern that would defeat backtracking is matched in linear time`() {
    let text = String(repeating: "a", count: 20_000) + "b"
    #expect(!accepts(["pattern": "^(a|a|aa|a*)*$"], .string(text)))
    #expect(accepts(["pattern": "^(a|a|aa|a*)*b$"], .string(text)))
  }

  // MARK: What is not checked

  @Test func `keywords that are not checked are told, wherever they stand`() {
    let schema = JSONSchema([
      "title": "t", "properties": ["if": ["type": "string", "format": "email"], "b": ["items": ["multipleOf": 2]]],
      "anyOf": [["patternProperties": ["a": [:]]]], "definitions": ["c": ["items": [[:], [:]]]],
      "default": ["if": 1], "enum": [["then": 1]], "additionalProperties": ["contains": 1],
    ])
    #expect(
      schema.uncheckedKeywords == ["contains", "format email", "items as a list", "multipleOf", "patternProperties"])
  }
}
