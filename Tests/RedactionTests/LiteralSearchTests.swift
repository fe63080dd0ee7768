import Redaction
import Testing

@Suite struct LiteralSearchTests {
  private func matches(_ literals: [String], _ text: String, ignoringCase: Bool = false) -> [String] {
    var found: [String] = []
    LiteralSearch(literals, ignoringCase: ignoringCase).forEachMatch(in: Array(text.utf8).span) { literal, range in
      found.append("\(literal)@\(range.lowerBound)")
    }
    return found
  }

  @Test func `overlapping and nested literals are all found`() {
    #expect(matches(["he", "she", "his", "hers"], "ushers") == ["1@1", "0@2", "3@2"])
    #expect(matches(["a", "a"], "ba") == ["0@1", "1@1"])
    #expect(matches([""], "abc").isEmpty)
    #expect(matches(["abc"], "").isEmpty)
  }

  @Test func `letter case counts unless told otherwise`() {
    #expect(matches(["Ab"], "ab AB Ab") == ["0@6"])
    #expect(matches(["Ab"], "ab AB Ab", ignoringCase: true) == ["0@0", "0@3", "0@6"])
  }

  @Test func `it finds what a plain search finds`() {
    var generator = SystemRandomNumberGenerator()
    func random(_ length: Int) -> String {
      String((0..<length).map { _ in "abc".randomElement(using: &generator) ?? "a" })
    }
    for _ in 0..<300 {
      let literals = (0..<5).map { _ in random(Int.random(in: 1...4, using: &generator)) }
      let text = random(40)
      let bytes = Array(text.utf8)
      var expected: Set<String> = []
      for (index, literal) in literals.enumerated() {
        for start in 0...(bytes.count - literal.utf8.count) where bytes[start...].starts(with: literal.utf8) {
          expected.insert("\(index)@\(start)")
        }
      }
      #expect(Set(matches(literals, text)) == expected)
      #expect(LiteralSearch(literals).hasMatch(in: bytes.span) == !expected.isEmpty)
    }
  }
}
