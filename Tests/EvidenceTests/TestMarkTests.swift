import Evidence
import SourceText
import Testing

@Suite struct TestMarkTests {
  static let focused = [
    Example("a.test.ts", "+it.only('x', () => {})"),
    Example("a.test.ts", "+test.describe.only('x', () => {})"),
    Example("a.spec.js", "+  describe.only.each`a`"),
    Example("spec/a.js", "+fit(\"x\", () => {})"),
    Example("src/__tests__/a.js", "+fdescribe('x', function () {})"),
    Example("spec/a_spec.rb", "+  fit 'x' do"),
    Example("spec/a_spec.rb", "+  it 'x', focus: true do"),
    Example("Tests/ASpec.swift", "+    fcontext(\"x\") {"),
    Example("a_test.go", "+\tFIt(\"x\", func() {"),
  ]

  static let unfocused = [
    Example("a.test.ts", "+it('x', () => {}) // it.only('x')"),
    Example("a.test.ts", "+const s = \"it.only('x')\""),
    Example("a.test.ts", " it.only('x', f)\n-it.only('y', f)\n+it('y', f)"),
    Example("a.test.ts", "-it.only('x', f)\n+it.only('x', g)"),
    Example("a.test.py", "+model.fit(x, y)"),
    Example("a.test.js", "+model.fit('x')\n+fit(model, data)\n+function outfit('x')"),
    Example("a.test.js", "+import.meta.only(x)\n+query.only('id')\n+it.onlyThis('x')"),
    Example("src/latest.js", "+it.only('x')"),
    Example("a.test.js", "+/*\n+ it.only('x')\n+*/\n+`\n+it.only('x')\n+`"),
    Example("a.test.js", "+a.replace(/[`'\"/]/g, x)\n+it('y', f) // `it.only('x')`"),
  ]

  static let skipped = [
    Example("src/test/java/ATest.java", "-  @Ignore\n+  @Disabled\n+  @Disabled(\"slow\")"),
    Example("a.test.ts", "+it.skip('x', f)\n"),
    Example("a.test.ts", "+  xdescribe('x', f)"),
    Example("e2e/a.ts", "+test.fixme('x', f)"),
    Example("Tests/ATests.swift", "+  @Test(.disabled(\"slow\")) func a() {}"),
    Example("Tests/ATests.swift", "+  @Test(.disabled()) func a() {}"),
    Example("Tests/ATests.swift", "+  func testA() throws {\n+    throw XCTSkip(\"later\")"),
    Example("tests/test_a.py", "+@pytest.mark.skip(reason='x')"),
    Example("tests/test_a.py", "+@unittest.skip"),
    Example("a_test.go", "+func TestA(t *testing.T) {\n+\tt.Skip(\"x\")"),
    Example("src/test/java/ATest.java", "+  @Disabled(\"x\")"),
    Example("src/test/java/ATest.java", "+  @Ignore"),
    Example("src/lib.rs", "+    #[ignore]"),
    Example("tests/test_a.py", "     def test_a(self):\n+        self.skipTest('later')"),
    Example("test/ATest.php", "+  public function testA() {\n+    $this->markTestSkipped('x');"),
    Example("tests/A.cs", "+[Fact(Skip = \"x\")]"),
  ]

  static let unskipped = [
    Example("src/test/java/ATest.java", "-  @Ignore\n+  @Disabled"),
    Example("a.test.ts", "+test.skip(browser === 'x', 'reason')\n+rows.skip(3)"),
    Example("Tests/ATests.swift", "+  Button(\"a\").disabled(isLoading)\n+  view.disabled()"),
    Example("Tests/ATests.swift", "+  try XCTSkipIf(isCI)\n+  @Test(.disabled(if: isCI)) func a() {}"),
    Example("Tests/ATests.swift", "+  guard hasNetwork else {\n+    throw XCTSkip(\"offline\")"),
    Example("tests/test_a.py", "+@pytest.mark.skipif(x)\n+if not ok: pytest.skip('x')"),
    Example("a_test.go", " if testing.Short() {\n+\tt.Skip(\"x\")"),
    Example(
      "tests/test_a.py",
      "+    except OSError as error:\n+        self.skipTest(str(error))\n@@\n+        self.skipTest('x')"),
    Example("src/test/java/ATest.java", "+  @DisabledOnOs(WINDOWS)\n+  @IgnoreCase\n+// @Disabled"),
    Example("src/lib.rs", "+// #[ignore]\n+    #[ignored]\n+ let c = '\"'; // #[ignore]"),
    Example("Sources/A.swift", "+throw XCTSkip(\"x\")"),
  ]

  @Test(arguments: focused) func `a focused test is reported`(_ example: Example) throws {
    let findings = try example.findings(of: FocusedTest())
    #expect(findings.map(\.severity) == [.high])
  }

  @Test(arguments: unfocused) func `what only reads like focus is left alone`(_ example: Example) throws {
    #expect(try example.findings(of: FocusedTest()).isEmpty)
  }

  @Test(arguments: skipped) func `a skipped test is reported`(_ example: Example) throws {
    let findings = try example.findings(of: SkippedTest())
    #expect(findings.map(\.severity) == [.low])
  }

  @Test(arguments: unskipped) func `a skip under a condition, and other skipping, is left alone`(_ example: Example)
    throws
  {
    #expect(try example.findings(of: SkippedTest()).isEmpty)
  }
}
