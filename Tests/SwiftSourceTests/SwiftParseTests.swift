import Testing

@testable import SwiftSource

struct SwiftParseTests {
  @Test(arguments: [
    ("let a = 1\n", true), ("", true), ("func f( {}\n", false), ("let = 3\n", false),
    ("struct S { var a: Int }\n", true),
  ])
  func `a text that does not parse is told apart`(text: String, isRight: Bool) {
    #expect((SwiftParse.faults(in: text) == 0) == isRight)
  }
}
