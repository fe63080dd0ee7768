import Testing

@testable import SwiftSource

struct BoundaryMutationTests {
  @Test(arguments: [
    ("let x = a < b", "let x = fulcrumLess(1, a , b)"),
    ("let x = a<=b", "let x = fulcrumLessOrEqual(1, a,b)"),
    ("let x = a\n  > b", "let x = fulcrumGreater(1, a\n  , b)"),
    ("for i in 0..<n {}", "for i in 0..<fulcrumLater(1, n) {}"),
    ("let x = a[i ... j - 1]", "let x = a[i ... fulcrumEarlier(1, j - 1)]"),
    ("for i in 0..<9 {}", "for i in 0..<9 {}"),
    ("switch x { case 0..<n: f() default: g() }", "switch x { case 0..<n: f() default: g() }"),
  ])
  func `a limit is taken in or left out`(text: String, expected: String) {
    #expect(mutated(text, .boundary) == expected)
  }

  @Test func `operands that no helper takes are written twice, if they stand on a line`() {
    #expect(mutated("let x = a < b", .boundary, form: 1) == "let x = (fulcrumIs(1) ? a <= b : a < b)")
    #expect(Schemata("let x = a\n  < b").points.first { $0.operation == .boundary }?.forms.count == 1)
  }
}
