import Foundation
import SwiftSource
import Testing

@testable import TestGeneration

struct RegexSampleTests {
  @Test(arguments: [
    #"^\d{4}-\d{2}-\d{2}$"#, #"[A-Z][a-z]+ \w*"#, "(?:ab|cd)+", #"(?<year>\d+)/(?<month>\d\d?)"#, #"[^"\s]+"#,
    #"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"#, #"\[.*?\]"#, "a|b|c", #"[\w.]+@[\w-]+\.[a-z]{2,}"#, "x{0,2}y", "é+",
  ])
  func `samples match`(pattern: String) throws {
    let expression = try NSRegularExpression(pattern: "^(?:\(pattern))$")
    let texts = RegexSample.texts(of: pattern)
    #expect(!texts.isEmpty)
    for text in texts {
      let all = NSRange(text.startIndex..., in: text)
      #expect(expression.firstMatch(in: text, range: all)?.range == all, "\(text)")
    }
  }

  @Test(arguments: [("a|bc", ["a", "bc"]), ("ab?", ["a", "ab"]), ("a*b", ["b", "ab", "aab"]), ("(xy){2}", ["xyxy"])])
  func `there are several ways through an expression, the shortest first`(pattern: String, expected: [String]) {
    #expect(RegexSample.texts(of: pattern) == expected)
  }

  @Test(arguments: [SourceLiteral.regex(#"\d{2}:\d{2}"#), .string(#"(\d+):(\d+)"#)])
  func `what the module's expressions match is tried`(literal: SourceLiteral) throws {
    let values = try #require(ValueTable.values(of: "String", literals: [literal])).map(\.text)
    #expect(values.contains { $0.wholeMatch(of: /"\d+:\d+"/) != nil })
  }

  @Test(arguments: [
    "", "(a", "a)", "(?=a)b", #"(a)\1"#, "(?i)a", "[a", "a{2", "a{3,2}", "*a", #"\p{L}"#, "[a&&b]", #"\"#,
    String(repeating: "(", count: 900), String(repeating: "a{99}", count: 10), "(a{99}){99}",
  ])
  func `of what it does not know, or would be long, there is none`(pattern: String) {
    #expect(RegexSample.texts(of: pattern).allSatisfy { $0.isEmpty })
  }
}
