import Testing

struct ImplicitReturnTests {
  @Test(arguments: [
    ("func f() -> Int { return 1 }", "func f() -> Int { 1 }"),
    (
      "func f() async throws -> Int {\r\n  // why\r\n  return try await g() // because\r\n}\r\n",
      "func f() async throws -> Int {\r\n  // why\r\n  try await g() // because\r\n}\r\n"
    ),
    ("var x: Int { return 1 }", "var x: Int { 1 }"),
    ("var x: Int { get { return 1 } set { return g() } }", "var x: Int { get { 1 } set { return g() } }"),
    ("subscript(i: Int) -> Int { return a[i] }", "subscript(i: Int) -> Int { a[i] }"),
    ("let f = { return 1 }", "let f = { 1 }"),
    ("let f = a.map { x in return \"é\\(x)\" }", "let f = a.map { x in \"é\\(x)\" }"),
    ("let f = { return a.map { return $0 } }", "let f = { a.map { $0 } }"),
    ("func f() -> [Int] {\n  return\n    [1]\n}", "func f() -> [Int] {\n  [1]\n}"),
  ])
  func `a value that is all there is needs no return`(text: String, expected: String) throws {
    #expect(try rewritten(text, "implicit-return") == expected)
  }

  @Test(arguments: [
    "func f() { return g() }", "func f() -> Void { return g() }", "func f() -> Int { g(); return 1 }",
    "init?() { return nil }", "func f() -> () -> Int { return { 1 } }",
    "func f() -> Int { if a { return 1 }; return 2 }",
    "func f() -> Int { return if a { 1 } else { 2 } }", "func f() -> Int { return /* why */ 1 }", "let f = { return }",
    "func f() -> Int { #if A\n  return 1\n  #else\n  return 2\n  #endif\n}", "var x = 1 { didSet { return g() } }",
  ])
  func `other returns stay`(text: String) throws {
    #expect(try rewritten(text, "implicit-return") == text)
  }
}
