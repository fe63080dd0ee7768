import Testing

@testable import SwiftSource

struct RemovedCallMutationTests {
  @Test(arguments: [
    ("func f() { g() }", "func f() { if fulcrumKeeps(1) { g() } }"),
    (
      "func f() { try a.g(); _ = h() }", "func f() { if fulcrumKeeps(1) { try a.g() }; if fulcrumKeeps(2) { _ = h() } }"
    ),
    ("func f() -> Int { g() }", "func f() -> Int { g() }"),
    ("func f() throws -> Void { g() }", "func f() throws -> Void { if fulcrumKeeps(1) { g() } }"),
    ("init() { super.init(); self.init(a: 1) }", "init() { super.init(); self.init(a: 1) }"),
    ("func f() { precondition(a); fatalError() }", "func f() { precondition(a); fatalError() }"),
    ("let x = y.map { g() }", "let x = y.map { g() }"),
    ("let x = y.map { g(); return 1 }", "let x = y.map { if fulcrumKeeps(1) { g() }; return 1 }"),
    (
      "func f() { x.forEach { g($0) } }",
      "func f() { if fulcrumKeeps(1) { x.forEach { if fulcrumKeeps(2) { g($0) } } } }"
    ),
    (
      "func f() { if a { g() } else { h() } }",
      "func f() { if a { if fulcrumKeeps(1) { g() } } else { if fulcrumKeeps(2) { h() } } }"
    ),
    ("func f() -> Int { if a { g() } else { h() } }", "func f() -> Int { if a { g() } else { h() } }"),
    ("let x = if a { g() } else { h() }", "let x = if a { g() } else { h() }"),
    ("func f() { guard a else { g() } }", "func f() { guard a else { g() } }"),
    ("func f() { V { Text(1); Text(2) } }", "func f() { V { Text(1); Text(2) } }"),
    ("var body: some View { f(); g() }", "var body: some View { f(); g() }"),
  ])
  func `a call whose value nobody uses is left out`(text: String, expected: String) {
    #expect(mutated(text, .removedCall) == expected)
  }
}
