import Testing

@testable import TestGeneration

struct TestFileGuardTests {
  @Test(arguments: [
    ("const cp = require('child_process'); assert.equal(1, 1)", "child_process"), ("f(1);", "no assertion"),
    ("const { add } = require('../add'); test('should add', () => { add(1, 2) })", "no assertion"),
    ("const assert = require('assert');\nimport { expect } from 'chai'\ntest('a', () => { f() })", "no assertion"),
    ("// assert.equal(f(1), 2)\nlet axis = chart.axis(1); \"expect(1)\"", "no assertion"),
    (String(repeating: "assert", count: 20_000), "longer than"),
  ])
  func `what starts programs, asserts nothing or is too long is not tried`(text: String, reason: String) {
    #expect(TestFileGuard.objection(to: text)?.contains(reason) == true)
  }

  @Test(arguments: [
    "assert.equal(f(1), 2)", "expect(f(1)).toBe(2)", "if got != 2 { t.Errorf(\"x\") }", "ASSERT_EQ(1, f())",
    "assert total == 3", "require.Equal(t, 2, f(1))", "REQUIRE(f() == 2);", "assert_eq!(f(1), 2);",
    "f(1).should.equal(2)",
    "t.is(f(1), 2)", "verify(mock).call()", "total shouldBe 3", "total should equal (3)", "XCTAssertEqual(f(), 2)",
    "ok(f(1), 'name')", "assertThat(f()).isEqualTo(2);",
  ])
  func `an assertion in any language's words is one`(text: String) {
    #expect(TestFileGuard.objection(to: text) == nil)
  }
}
