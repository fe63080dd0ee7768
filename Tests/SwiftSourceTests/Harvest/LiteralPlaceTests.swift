import Testing

@testable import SwiftSource

struct LiteralPlaceTests {
  @Test func `a literal is replaced where it stands`() {
    let text = "f(\"é\", 12, [\"a\\nb\"])"
    let places = LiteralPlace.places(in: text)
    #expect(places.map(\.literal) == [.string("é"), .integer(12), .string("a\nb")])
    #expect(
      places.map { $0.replaced(in: text, by: "X") } == [
        "f(X, 12, [\"a\\nb\"])", "f(\"é\", X, [\"a\\nb\"])", "f(\"é\", 12, [X])",
      ])
  }

  @Test(arguments: ["a", "", "\"", "\\", "\n\r\t\0", "\u{FEFF}", "e\u{301}", "👩‍👩‍👧", "\u{A0}", "#\"x\"#"])
  func `a text survives being written as a literal`(text: String) {
    guard case .string(let read)? = LiteralPlace.places(in: text.swiftLiteral).first?.literal else {
      Issue.record("no literal in \(text.swiftLiteral)")
      return
    }
    #expect(Array(read.unicodeScalars) == Array(text.unicodeScalars))
  }
}
