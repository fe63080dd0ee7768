import Evidence
import SourceText
import Testing

@Suite struct AssertionRemovedTests {
  private static let product = Example("src/cart.py", "-    return a\n+    return a + 1")

  private func findings(_ examples: [Example], head: KeyValuePairs<String, String> = [:]) async throws -> [Finding] {
    let files = try examples.map { ChangedFile(try $0.fileChange) }
    let change = WholeChange(files: files, base: try MemoryTree(), head: try MemoryTree(head))
    return try await EvidenceScan.run(change, rules: [AssertionRemoved()]).findings
  }

  @Test(arguments: [
    Example("tests/test_cart.py", " def test_total(self):\n-    assert total(x) == 3\n     run()"),
    Example("tests/test_cart.py", "-    self.assertEqual(total(x), 3)"),
    Example("tests/test_cart.py", "-    with pytest.raises(KeyError):\n-        total(None)\n+    total(None)"),
    Example("CartTests.swift", "-    #expect(total(x) == 3)"),
    Example("CartTests.swift", "-    XCTAssertEqual(total(x), 3)"),
    Example("cart.test.ts", "-  expect(total(x)).toBe(3)"),
    Example("cart_test.go", "-\tif total(x) != 3 {\n-\t\tt.Errorf(\"no\")\n-\t}"),
    Example("cart_test.go", "-\trequire.Equal(t, 3, total(x))"),
    Example("src/test/java/CartTest.java", "-    assertEquals(3, total(x));"),
    Example("src/test/java/CartTest.java", "-    Assert.assertThat(total(x), is(3));"),
    Example("tests/cart.rs", "-    assert_eq!(total(x), 3);"),
    Example("spec/cart_spec.rb", "-    expect(total(x)).to eq(3)"),
    Example("test/cart_test.rb", "-    assert_equal 3, total(x)"),
    Example("test/cart_test.cc", "-  EXPECT_EQ(3, total(x));"),
    Example("tests/CartTests.cs", "-    Assert.Equal(3, Total(x));"),
  ])
  func `an assertion that goes while the product changes is reported`(_ test: Example) async throws {
    let found = try await findings([Self.product, test])
    #expect(found.map(\.location.path.string) == [test.path])
    #expect(found.first?.location.side == .old)
  }

  @Test(arguments: [
    // One assertion takes the place of another.
    Example("tests/test_cart.py", "-    assert total(x) == 3\n+    assert total(x) == 4"),
    // More in another hunk.
    Example("tests/test_cart.py", "-    assert total(x) == 3\n@@\n+    assert total(x, y) == 4"),
    // Asserted in another way.
    Example("spec/cart_spec.rb", "-    x.should be_empty\n+    x.should_not be_empty"),
    Example("tests/test_cart.py", "-    assert total(x) == 3\n+    same(total(x), 3)"),
    Example("CartTests.swift", "-    let sum = total(x)\n-    XCTAssertEqual(sum, 3)\n+    _test(x, expected: 3)"),
    Example("tests/CartTests.cs", "-    Assert.AreEqual(a, b);\n-    c();\n+    StringAssert.AreEqual(a, b);"),
    // No assertions.
    Example("tests/test_cart.py", "-    total(x)\n-    # assert total(x) == 3\n-    s = \"assert x == 3\""),
    Example("tests/test_cart.py", "-from helpers import assert_total"),
    Example("tests/test_cart.py", "-def assert_total(x):\n-    pass"),
    Example("cart.test.js", "-const assert = require('assert')\n-import { expect } from 'vitest'"),
    Example("cart_test.go", "-\tlog.Errorf(\"x\")\n-\terr.Error()"),
    // The test goes with what it names.
    Example("tests/test_cart.py", "-    def test_coupon(self):\n-        assert self.cart.coupon(3) == 3"),
    Example("tests/test_cart.py", "-        assert message == 'coupon code'"),
    // Not a test.
    Example("src/check.py", "-    assert total(x) == 3"),
    Example("tests/notes.txt", "-    assert total(x) == 3"),
    Example("tests/test_cart.py", "-    assert total(x) == 3", kind: .deleted),
  ])
  func `other changes of tests are left alone`(_ test: Example) async throws {
    let product = Example("src/cart.py", "-def coupon(x):\n-    return a\n+def total(x):\n+    return a + 1")
    #expect(try await findings([product, test]).isEmpty)
  }

  @Test(arguments: [
    [Example("src/cart.py", "+    # a comment")], [Example("README.md", "-a\n+b")], [],
    [Example("tests/helpers.py", "-a = 1\n+a = 2")],
    [Example("src/cart.py", "-a = 1\n+a = 2"), Example("tests/test_more.py", "+    assert total(x) == 4")],
  ])
  func `an assertion may go when the product stays or the change asserts as much as before`(_ others: [Example])
    async throws
  {
    #expect(try await findings(others + [Example("tests/test_cart.py", "-    assert total(x) == 3")]).isEmpty)
  }

  @Test(arguments: [
    ("tests/test_cart.py", "src/cart.py"), ("Tests/CartTests.swift", "Sources/Cart.swift"),
    ("cart_test.go", "cart.go"), ("cart.spec.ts", "src/cart.ts"), ("src/test/java/CartTest.java", "src/Cart.java"),
  ])
  func `a test file that is deleted while its subject stays is reported`(_ test: String, _ subject: String)
    async throws
  {
    let text =
      test.hasSuffix(".go") ? "-\tt.Fatal(x)\n-\tt.Fatal(y)" : "-  assertEquals(x)\n-  expect(y)\n-  XCTAssertTrue(z)"
    let deleted = Example(test, text, kind: .deleted)
    #expect(
      try await findings([deleted], head: [subject: ""]).map(\.title) == ["Test file deleted while the code stays"])
    // Not when the subject is gone, when the tests moved, or when they name what goes.
    #expect(try await findings([deleted], head: ["src/other.py": ""]).isEmpty)
    let moved = Example("new/" + test, text.replacing("-", with: "+"), kind: .added)
    #expect(try await findings([deleted, moved], head: [subject: ""]).isEmpty)
    let product = Example("src/a.go", text.contains("t.Fatal") ? "-var Fatal = 1" : "-assertEquals(x)")
    #expect(try await findings([deleted, product], head: [subject: ""]).isEmpty)
  }
}
