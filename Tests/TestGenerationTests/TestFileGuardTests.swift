import Testing

@testable import TestGeneration

struct TestFileGuardTests {
  @Test(arguments: [
    ("const cp = require('child_process'); assert.equal(1, 1)", "child_process"), ("f(1);", "no assertion"),
    (String(repeating: "assert", count: 20_000), "longer than"),
  ])
  func `what starts programs, asserts nothing or is too long is not tried`(text: String, reason: String) {
    #expect(TestFileGuard.objection(to: text)?.contains(reason) == true)
  }

  @Test(arguments: [
    "assert.equal(f(1), 2)", "expect(f(1)).toBe(2)", "if got != 2 { t.Errorf(\"x\") }", "ASSERT_EQ(1, f())",
  ])
  func `an assertion in any language's words is one`(text: String) {
    #expect(TestFileGuard.objection(to: text) == nil)
  }
}
