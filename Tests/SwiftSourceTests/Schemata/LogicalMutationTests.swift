import Testing

@testable import SwiftSource

struct LogicalMutationTests {
  @Test(arguments: [
    ("let x = a && b || c", "let x = fulcrumOr(1, fulcrumAnd(2, a , b) , c)"),
    ("let x = a ?? b", "let x = fulcrumNil(1, a) ?? b"),
    ("let x = try a() && b()", "let x = try fulcrumAnd(1, a() , b())"),
  ])
  func `and becomes or, and a value with a substitute becomes the substitute`(text: String, expected: String) {
    #expect(mutated(text, .logical) == expected)
  }
}
