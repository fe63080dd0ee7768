import Testing

@testable import SwiftSource

struct NegationMutationTests {
  @Test(arguments: [
    ("if a { f() }", "if fulcrumNot(1, a) { f() }"),
    (
      "guard a, let b = c, d() else { return }",
      "guard fulcrumNot(1, a), let b = c, fulcrumKeeps(2), fulcrumNot(3, d()) else { return }"
    ),
    ("while let x = next() { }", "while let x = next(), fulcrumKeeps(1) { }"),
    ("if case .a = x { }", "if case .a = x, fulcrumKeeps(1) { }"),
    ("for x in y where x.isEmpty { }", "for x in y where fulcrumNot(1, x.isEmpty) { }"),
    ("repeat { } while a()", "repeat { } while fulcrumNot(1, a())"),
    ("let x = !y", "let x = fulcrumNot(1, !y)"),
    ("if a < b { }", "if a < b { }"),
    ("if !a { }", "if fulcrumNot(1, !a) { }"),
    ("if #available(macOS 14, *) { }", "if #available(macOS 14, *) { }"),
    ("while true { }", "while true { }"),
    ("if a { } else { }", "if a { } else { }"),
  ])
  func `a condition says the opposite, or never holds`(text: String, expected: String) {
    #expect(mutated(text, .negation) == expected)
  }
}
