import Testing

@testable import JSON

struct JSONPullReaderTests {
  private func reader(_ text: String) -> JSONPullReader { JSONPullReader(Array(text.utf8)) }

  @Test func `what is asked for is read, and the rest passed over`() throws {
    var reader = reader(
      #" { "a" : [1, -2, 3.9, true, false, 99999999999999999999], "skip": {"x": ["}", "\""], "y": null}, "b": "é\n" } "#
    )
    var numbers: [Int] = []
    var text = ""
    try reader.forEachMember { reader, key throws(JSONError) in
      switch key {
      case "a": try reader.forEachElement { reader throws(JSONError) in numbers.append(try reader.integer()) }
      case "b": text = try reader.string()
      default: try reader.skip()
      }
    }
    #expect(numbers == [1, -2, 3, 1, 0, .max])
    let isAtEnd = reader.isAtEnd()
    #expect(text == "é\n" && isAtEnd)
  }

  @Test(arguments: [
    "{\"a\" 1}", "{\"a\": 1", "{\"a\": 1 \"b\": 2}", "[1]", "", "{a: 1}", "{\"a\": ", "{\"a\": \"x", "{\"a\": }",
  ])
  func `what does not fit is an error`(text: String) {
    #expect(throws: JSONError.self) {
      var reader = reader(text)
      try reader.forEachMember { reader, _ throws(JSONError) in try reader.skip() }
    }
  }

  @Test func `what is passed over may be deep, up to a bound, and takes no stack`() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    var shallow = reader(nested(500))
    try shallow.skip()
    let isAtEnd = shallow.isAtEnd()
    #expect(isAtEnd)
    for text in [nested(100_000), String(repeating: "[", count: 1_000_000)] {
      let error = #expect(throws: JSONError.self) {
        var deep = reader(text)
        try deep.skip()
      }
      #expect(error?.code == .tooDeep)
    }
  }
}
