import SwiftSource
import Testing

@testable import TestGeneration

struct StringGrowthTests {
  @Test func `separators, quotes and line ends are symbols, words are not`() {
    let literals: [SourceLiteral] = [
      .string("\""), .string("word"), .string(","), .string("a"), .integer(3), .string("\r\n"), .string(","),
    ]
    #expect(StringGrowth.symbols(in: literals) == ["\"", ",", "\r\n"])
  }

  @Test(arguments: ["a,b\n1,2\n3,4", "\"a,b\",c\n\"1\",2", "\"a\"\"b\",c", "a\"b,c"])
  func `texts have the shapes that parsers ask for`(text: String) {
    #expect(StringGrowth.texts(of: ["\"", ",", "\n"], limit: 200).contains(text))
  }

  @Test func `the second round has other texts than the first`() {
    let first = StringGrowth.texts(of: ["\"", ","], limit: .max)
    let second = StringGrowth.moreTexts(of: ["\"", ","])
    #expect(!second.isEmpty)
    #expect(Set(first).isDisjoint(with: second))
    #expect(second.contains("\"a\"b,c"))
  }

  @Test func `without symbols nothing grows`() {
    #expect(StringGrowth.texts(of: []).isEmpty)
    #expect(StringGrowth.moreTexts(of: []).isEmpty)
  }
}
