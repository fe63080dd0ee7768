import Testing

@testable import SwiftSource

struct ReturnMutationTests {
  @Test(arguments: [
    ("func f() -> Int { g() }", "func f() -> Int { if fulcrumIs(1) { return 0 }; return g() }"),
    (
      "func f() -> Bool { h(); return g() }",
      "func f() -> Bool { h(); if fulcrumIs(1) { return true }; if fulcrumIs(2) { return false }; return g() }"
    ),
    ("var x: String? { y }", "var x: String? { if fulcrumIs(1) { return nil }; return y }"),
    ("var x: [Int] { get { y } }", "var x: [Int] { get { if fulcrumIs(1) { return [] }; return y } }"),
    ("func f() -> [A: B] { try g() }", "func f() -> [A: B] { if fulcrumIs(1) { return [:] }; return try g() }"),
    ("subscript(i: Int) -> String { y }", "subscript(i: Int) -> String { if fulcrumIs(1) { return \"\" }; return y }"),
    ("func f() -> Int { 5 }", "func f() -> Int { 5 }"), ("func f() -> Bool { a < b }", "func f() -> Bool { a < b }"),
    ("func f() -> Int? { return nil }", "func f() -> Int? { return nil }"),
    ("func f() -> [Int] { [] }", "func f() -> [Int] { [] }"),
    ("func f() -> Int { fatalError() }", "func f() -> Int { fatalError() }"),
    ("func f() -> T { g() }", "func f() -> T { g() }"), ("func f() { g() }", "func f() { g() }"),
    ("@ABuilder func f() -> [Int] { g() }", "@ABuilder func f() -> [Int] { g() }"),
    (
      "func f() -> Int { map { g() } ; return switch x { default: 1 } }",
      "func f() -> Int { map { g() } ; if fulcrumIs(1) { return 0 }; return switch x { default: 1 } }"
    ),
    ("init?() { return nil }", "init?() { return nil }"),
  ])
  func `a function returns the plainest value of its type`(text: String, expected: String) {
    #expect(mutated(text, .returnValue) == expected)
  }
}
