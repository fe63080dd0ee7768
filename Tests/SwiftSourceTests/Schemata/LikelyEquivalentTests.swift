import Testing

@testable import SwiftSource

struct LikelyEquivalentTests {
  @Test(arguments: [
    "let x = y * 1", "let x = y + 0", "let x = y << 0", "let x = a < b ? a : b", "let x = a >= b ? b : a",
    "if a < b { a = b }", "func f() { x.reserveCapacity(n) }",
    "func hash(into hasher: inout Hasher) { hasher.combine(a) }",
  ])
  func `what can make no difference is told with its reason`(text: String) {
    #expect(equivalences(text).count == 1)
  }

  @Test(arguments: [
    "let x = 0 - y", "let x = y * 2", "let x = a < b ? a : c", "if a < b { a = c }", "if a < b { a = b } else { f() }",
    "if a < b { f(); a = b }", "func f() { x.append(n) }", "let x = Array(repeating: 0, count: 1)",
  ])
  func `what can make a difference is not`(text: String) {
    #expect(equivalences(text) == [])
  }
}
