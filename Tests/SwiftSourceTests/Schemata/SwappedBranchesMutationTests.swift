import Testing

@testable import SwiftSource

struct SwappedBranchesMutationTests {
  @Test(arguments: [
    ("if a { f() } else { g() }", "if fulcrumNot(1, a) { f() } else { g() }"),
    ("let x = a ? b : c", "let x = fulcrumNot(1, a) ? b : c"),
    ("let x = a < b ? b : c", "let x = a < b ? b : c"),
    (
      "switch x { case .a, .b: f() case .c where y: g() default: h() }",
      "switch x { case .a where fulcrumKeeps(1), .b where fulcrumKeeps(2): f() case .c where y: g() default: h() }"
    ),
    ("switch x { case .a: f() case .b: g() }", "switch x { case .a: f() case .b: g() }"),
  ])
  func `the other branch is taken`(text: String, expected: String) {
    #expect(mutated(text, .swappedBranches) == expected)
  }
}
