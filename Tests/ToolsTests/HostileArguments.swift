import JSON
import TestSupport

/// Arguments of calls that are made to hurt: broken JSON, wrong types, depth, size, and characters that nobody sees.
enum HostileArguments {
  /// Arguments that no tool may take, built around what its schema asks for.
  static func known(for schema: JSONValue) -> [String] {
    let required = (schema["required"]?.array ?? []).compactMap(\.string)
    let valid = members(of: schema)
    var texts = [
      "{", "[", "nul", "{\"a\": 1,}", "{'a': 1}", "{\"a\": 01}", "\u{FEFF}{}x", "{}{}", "{\"a\"}", "\u{0}",
      "{\"\u{0}\": 1}",
      "[]", "null", "true", "1", "\"{}\"", "[{}]", "{\"__proto__\": {}}", "{\"unknown\": null}", "NaN",
      "{\"a\": Infinity}",
      String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 5_000),
      String(repeating: "{", count: 1 << 20),
      "{\"unknown\": \"" + String(repeating: "x", count: 1 << 20) + "\"}", "{\"a\": 1e999999}", "{\"\\ud800\": 1}",
      "{\"a\": \"\\ud800\"}", "{\"a\": \"\\udc00\\ud800\"}", "{\"a\": \"\\u00\"}", "{\"a\": \"\\x41\"}",
      "{\"a\": \"\t\n",
      "{\"" + String(repeating: "k", count: 1 << 16) + "\": 0}",
    ]
    // One required member at a time with a value of another type, the others as they should be.
    for name in required {
      for wrong in ["null", "[]", "{}", "[[[[1]]]]", "{\"a\": {\"b\": []}}", "1e400", "-0.5"]
      where !isFree(schema, name) {
        var others = valid.mapValues { $0.serialized() }
        others[name] = wrong
        texts.append("{" + others.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
      }
    }
    return texts.filter { text in
      (try? JSONValue.parse(text)).map { !JSONSchema(schema).violations(in: $0).isEmpty } ?? true
    }
  }

  /// Random arguments: some are broken, some fit the schema in form and hold what is hostile inside.
  static func text(for schema: JSONValue, using random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return garbage(using: &random)
    case 1: return String(value(depth: 4, using: &random).serialized().dropLast(Int.random(in: 0...3, using: &random)))
    case 2, 3: return value(depth: 4, using: &random).serialized()
    default:
      var object = members(of: schema)
      for (name, property) in schema["properties"]?.object ?? [:] {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: object[name] = value(depth: 3, using: &random)
        case 1: object[name] = nil
        default: object[name] = fitting(property, depth: 4, using: &random)
        }
      }
      if Int.random(in: 0..<6, using: &random) == 0 { object[word(using: &random)] = value(depth: 2, using: &random) }
      return JSONValue.object(object).serialized()
    }
  }

  /// A value that a schema might take, with hostile words in it.
  private static func fitting(_ schema: JSONValue, depth: Int, using random: inout SeededGenerator) -> JSONValue {
    guard depth > 0 else { return .null }
    if let choices = schema["enum"]?.array, let choice = choices.randomElement(using: &random) { return choice }
    switch schema["type"]?.string {
    case "string"?: return .string(word(using: &random))
    case "integer"?, "number"?:
      let numbers: [JSONValue] = [0, 1, 2, -1, 4_294_967_296, .integer(.max), .integer(.min), 0.5, .number(1e300)]
      return numbers.randomElement(using: &random) ?? 0
    case "boolean"?: return .bool(Bool.random(using: &random))
    case "array"?:
      let count = [0, 1, 2, 40, 150].randomElement(using: &random) ?? 1
      let item = schema["items"] ?? ["type": "string"]
      return .array((0..<count).map { _ in fitting(item, depth: depth - 1, using: &random) })
    case "object"?:
      return .object(
        (schema["properties"]?.object ?? [:]).mapValues { fitting($0, depth: depth - 1, using: &random) })
    default: return value(depth: depth - 1, using: &random)
    }
  }

  private static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer([0, -1, .max, .min].randomElement(using: &random) ?? 0)
    case 3: return .number([0.1, 1e308, -1e-308].randomElement(using: &random) ?? 0.1)
    case 4, 5: return .string(word(using: &random))
    case 6:
      return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth - 1, using: &random) })
    default:
      let pairs = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        (word(using: &random), value(depth: depth - 1, using: &random))
      }
      return .object(Dictionary(pairs) { $1 })
    }
  }

  /// Made once, since some are long.
  private static let words = [
    "", ".", "..", "/", "../../etc/passwd", "/etc/passwd", ".git/config", ".GIT/hooks", "a.txt", "src", "src/b.swift",
    "a\u{0}b", "\u{1B}]0;x\u{7}", "\u{202E}txt.a", "-rf", "--output=/tmp/x", "$(id)", "`id`", "a;id", "HEAD",
    "HEAD~1",
    "refs/heads/../x", "%00", "~root", "C:\\Windows", "\\\\host\\share", "https://example.org/", "file:///etc/passwd",
    "(a+)+$", "[", "*", "**/**/**/**", "{a,{b,{c", "output-1", "test", "--- a/a\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n",
    String(repeating: "a/", count: 5_000), String(repeating: "x", count: 200_000),
    String(repeating: "e\u{301}\u{302}", count: 999),
    "\u{FFFD}\u{FFFE}", "\r\n", "🏴‍☠️", "ｅｖｉｌ", "9223372036854775808",
  ]

  private static func word(using random: inout SeededGenerator) -> String { words.randomElement(using: &random) ?? "" }

  private static func garbage(using random: inout SeededGenerator) -> String {
    let pieces = [
      "{", "}", "[", "]", "\"", ":", ",", "\\", "\\ud800", "null", "1e", "\u{0}", "\u{7F}", "é", " ", "\n", "tru",
    ]
    return (0..<Int.random(in: 0..<30, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// The required members with values that the schema takes.
  private static func members(of schema: JSONValue) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    for name in (schema["required"]?.array ?? []).compactMap(\.string) {
      members[name] = plain(schema["properties"]?[name] ?? .null)
    }
    return members
  }

  private static func plain(_ schema: JSONValue) -> JSONValue {
    if let choice = schema["enum"]?.array?.first { return choice }
    switch schema["type"]?.string {
    case "string"?: return "a.txt"
    case "integer"?, "number"?: return 1
    case "boolean"?: return true
    case "array"?: return .array([])
    case "object"?: return .object(members(of: schema))
    default: return "a"
    }
  }

  private static func isFree(_ schema: JSONValue, _ name: String) -> Bool {
    schema["properties"]?[name]?["type"] == nil && schema["properties"]?[name]?["enum"] == nil
  }
}
