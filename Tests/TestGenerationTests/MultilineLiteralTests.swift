import Testing

@testable import TestGeneration

struct MultilineLiteralTests {
  private static let long = String(repeating: "=", count: 40)

  @Test func `a long text of several lines gets a line for each`() {
    let expectation = "#expect(table.text == \"a \(Self.long)\\n\\n\\\"b\\\" \\\\ \(Self.long)\")"
    #expect(
      MultilineLiteral.lines(of: expectation, indentation: "  ") == [
        "#expect(", "  table.text == \"\"\"", "    a \(Self.long)", "", "    \"b\" \\\\ \(Self.long)", "    \"\"\")",
      ])
    #expect(
      MultilineLiteral.lines(of: "let text = \"a\\nb\\n\(Self.long)\(Self.long)\"", indentation: "    ") == [
        "let text = \"\"\"", "    a", "    b", "    \(Self.long)\(Self.long)", "    \"\"\"",
      ])
  }

  @Test(arguments: [
    "#expect(text == \"a\\nb\\nc\")", "#expect(text == \"a\\r\\nb\\n\(long)\(long)\")",
    "let text = \"a\\u{1F}\\nb\\n\(long)\(long)\"", "let text = \"a \\nb\\n\(long)\(long)\"",
    "call(\"a\\nb\\n\(long)\(long)\", with: 3)", "#expect(\(long)\(long) == 3)",
  ])
  func `a short text, and one that would lose something, stays as it is`(line: String) {
    #expect(MultilineLiteral.lines(of: line, indentation: "  ") == [line])
  }
}
