import JSON
import Testing

@Suite struct JSONValueTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), ("true", true), (" false ", false), ("0", 0), ("-12", -12), ("1.5", 1.5),
      ("1e3", 1000.0),
      ("\"a\"", "a"), ("\"\\u00e9\\ud83d\\ude00\\n\"", "é😀\n"), ("[]", []), ("[1,[2]]", [1, [2]]), ("{}", [:]),
      ("{\"a\":{\"b\":null}}", ["a": ["b": .null]]), ("9223372036854775807", .integer(.max)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ] as [(String, JSONValue)])
  func `text is parsed`(text: String, value: JSONValue) throws {
    let parsed = try JSONValue.parse(text)
    #expect(parsed == value || parsed.number == value.number && value.number != nil)
  }

  @Test(arguments: [
    "", " ", "{", "[1", "{\"a\"}", "nul", "1 2", "'a'", "\"a", "\"\\x\"", "{a:1}", "\u{0}", "[1}", "01", "+1",
    "\"\n\"", "[1,]", "{\"a\":1 , }", "[\"a\",\n]", "[,]", "[3+]", "[1-]", "[1e]", "[1.]",
    #""\ud83d""#, #""\ud83d\u0041""#, #""\ude00""#, #""\u12""#, "\"\\", "1e400", "-01", "1.e1", "[1", "{\"a\":1", "tru",
    "nulls",
    "-", "[0-0]", "{\"a\":3+}", #"{"a":1,"a":"\A"}"#, #"{"a":1,"a":"\u00g0"}"#, "{\"a\":1,\"a\":\"\t\"}",
  ])
  func `text that is not JSON is refused`(text: String) {
    #expect { try JSONValue.parse(text) } throws: { ($0 as? JSONError)?.code == .syntax }
  }

  @Test(arguments: ["9223372036820367.9", "1e15", "-0.0", "123456789012345678901", "0.1e-300", "1e308"])
  func `what a number is read as is read again`(text: String) throws {
    let value = try JSONValue.parse(text)
    #expect(try JSONValue.parse(value.serialized()) == value)
  }

  @Test(arguments: [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82]] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSONValue.parse([0x22] + bytes + [0x22]) }
    #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
    #expect(throws: JSONError.self) { try JSONValue.parse(Array(#"["\n"#.utf8) + bytes + Array("\"]".utf8)) }
  }

  @Test func `a byte order mark may stand before the value, and nothing behind it`() throws {
    #expect(try JSONValue.parse([0xEF, 0xBB, 0xBF] + Array("[1]".utf8)) == [1])
    #expect(throws: JSONError.self) { try JSONValue.parse(Array("[1]".utf8) + [0xEF, 0xBB, 0xBF]) }
  }

  @Test func `of two members with one key the first counts`() throws {
    #expect(try JSONValue.parse(#"{"a":1,"b":2,"a":3}"#) == ["a": 1, "b": 2])
  }

  @Test func `what is wrong is told with its place`() {
    #expect { try JSONValue.parse("[1,]") } throws: { "\($0)" == "not JSON: a value must stand here, at byte 3" }
    #expect { try JSONValue.parse("{\"a\":") } throws: { "\($0)".hasSuffix("at byte 5, where the text ends") }
  }

  @Test func `a text that is passed over must be UTF-8 too`() {
    // Of two members with one key nobody looks at the second.
    let twice = Array(#"{"a":1,"a":""#.utf8) + [0xb6] + Array(#""}"#.utf8)
    #expect(throws: JSONError.self) { try JSONValue.parse(twice) }
  }

  @Test func `nesting past the limit is refused before it is parsed`() throws {
    let limits = JSONValue.Limits(depth: 3)
    #expect(try JSONValue.parse("[[[\"[[[[\"]]]", limits: limits) == [[["[[[["]]])
    #expect { try JSONValue.parse("[[[[]]]]", limits: limits) } throws: { ($0 as? JSONError)?.code == .tooDeep }
    let bomb = String(repeating: "[", count: 1_000_000)
    #expect { try JSONValue.parse(bomb) } throws: { ($0 as? JSONError)?.code == .tooDeep }
  }

  @Test func `nesting cannot hide in text that is not UTF-8`() {
    // In UTF-16 this letter has the byte of a quotation mark.
    let text = "[\"\u{122}\"," + String(repeating: "[", count: 100) + String(repeating: "]", count: 101)
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect { try JSONValue.parse(bytes) } throws: { ($0 as? JSONError)?.code == .syntax }
  }

  @Test func `size past the limit is refused`() {
    #expect { try JSONValue.parse("[1,2,3]", limits: .init(size: 6)) } throws: {
      ($0 as? JSONError)?.code == .tooLarge
    }
  }

  @Test func `members are written in the order of their keys`() {
    let value: JSONValue = ["b": 1, "a": [true, .null, 0.5], "c": [:], "d": []]
    #expect(value.serialized() == #"{"a":[true,null,0.5],"b":1,"c":{},"d":[]}"#)
  }

  @Test func `members whose keys begin with two forms of one letter have an order`() {
    let keys = ["e\u{301}", "\u{e9}2", "e\u{301}3", "\u{e9}4"]
    for first in keys.indices {
      let rotated = keys[first...] + keys[..<first]
      let value = JSONValue.object(Dictionary(uniqueKeysWithValues: rotated.map { ($0, .null) }))
      let text = "{\"e\u{301}\":null,\"e\u{301}3\":null,\"\u{e9}2\":null,\"\u{e9}4\":null}"
      #expect(value.serialized().utf8.elementsEqual(text.utf8))
    }
  }

  @Test func `the indented layout has one member a line`() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": []]
    #expect(
      value.serialized(.indented) == """
        {
          "a": [
            1,
            {
              "b": "c"
            }
          ],
          "d": []
        }
        """)
  }

  @Test func `control characters and quotation marks are escaped`() {
    #expect(JSONValue.quoted("\"\\\n\r\t\u{1b}\u{7f}é") == #""\"\\\n\r\t\u001b\u007fé""#)
  }

  @Test func `numbers without a JSON form become null`() {
    #expect(JSONValue.number(.infinity).serialized() == "null")
    #expect(JSONValue.number(.nan).serialized() == "null")
  }

  @Test(
    arguments: [
      ["a": [1, -2.25, "x\u{0}y", .null, true], "é": ["": []]], "\u{2028}😀\u{202e}", [[[]], [:]], .integer(.min), 0.1,
    ] as [JSONValue])
  func `what is written is read back`(value: JSONValue) throws {
    #expect(try JSONValue.parse(value.serialized()) == value)
    #expect(try JSONValue.parse(value.serialized(.indented)) == value)
  }

  @Test func `members and elements are nil where there is none`() {
    let value: JSONValue = ["a": [1]]
    #expect(value["a"]?[0]?.integer == 1)
    #expect(value["b"] == nil)
    #expect(value["a"]?[1] == nil)
    #expect(value["a"]?[-1] == nil)
    #expect(value[0] == nil)
    #expect(value.string == nil && value.bool == nil && value.number == nil && !value.isNull)
  }

  @Test func `a whole number written with a fraction is an integer`() {
    #expect(JSONValue.number(3).integer == 3)
    #expect(JSONValue.number(3.5).integer == nil)
    #expect(JSONValue.number(1e300).integer == nil)
    #expect(JSONValue.integer(3).number == 3)
  }
}
