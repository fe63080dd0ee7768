import Testing

@testable import SwiftSource

struct RelationalMutationTests {
  @Test(arguments: [
    ("let x = a < b", "let x = fulcrumNot(1, a < b)"),
    ("let x = a == nil && c != d", "let x = fulcrumNot(1, a == nil) && fulcrumNot(2, c != d)"),
    ("let x = try a() >= b()", "let x = try fulcrumNot(1, a() >= b())"),
    ("let x = a === b", "let x = fulcrumNot(1, a === b)"),
  ])
  func `a comparison is turned round as a whole`(text: String, expected: String) {
    #expect(mutated(text, .relational) == expected)
  }

  @Test func `the replacement is the opposite operator`() {
    #expect(
      replacements("f(a < b, a <= b, a > b, a >= b, a == b, a != b)", .relational) == [
        ">=", ">", "<=", "<", "!=", "==",
      ])
  }

  @Test func `operands beside an operator of unknown precedence are left alone`() {
    #expect(Schemata("let x = a <+> b == c + d").points.isEmpty)
    #expect(!Schemata("let x = a <+> b == c", others: ["infix operator <+>: AdditionPrecedence"]).points.isEmpty)
  }
}
