import Testing

struct ShorthandOptionalBindingTests {
  @Test(arguments: [
    ("if let x = x { f(x) }", "if let x { f(x) }"),
    ("if let x = x, let y = y, x < y { f() }", "if let x, let y, x < y { f() }"),
    ("if var x = x { x += 1 }", "if var x { x += 1 }"),
    ("guard let self = self else { return }", "guard let self else { return }"),
    ("while let next = next { f() }", "while let next { f() }"),
    (
      "if let x = x, // first\r\n  let y = y /* second */ {\r\n  f()\r\n}\r\n",
      "if let x, // first\r\n  let y /* second */ {\r\n  f()\r\n}\r\n"
    ),
    ("\u{FEFF}if let größe = größe { f(\"é\") }", "\u{FEFF}if let größe { f(\"é\") }"),
    ("if let `default` = `default` { f() }", "if let `default` { f() }"),
    ("#if DEBUG\nif let x = x { if let y = y { f() } }\n#endif", "#if DEBUG\nif let x { if let y { f() } }\n#endif"),
    ("let text = \"\\(a.map { b in if let b = b { f(b) } })\"", "let text = \"\\(a.map { b in if let b { f(b) } })\""),
  ])
  func `a name bound to itself is said once`(text: String, expected: String) throws {
    #expect(try rewritten(text, "shorthand-optional-binding") == expected)
  }

  @Test(arguments: [
    "if let x: Int = x { f() }", "if let y = x { f() }", "if case let x? = x { f() }", "if let x = self.x { f() }",
    "if let x = x() { f() }", "if let (x, y) = x { f() }", "if let x /* why */ = x { f() }", "let x = x",
    "let text = \"if let x = x { }\" // if let x = x { }", "if let x = x as? Int { f() }", "if let x = `x` { f() }",
    "if let x = x(a:) { f() }", "if let x { f() }",
  ])
  func `what is no binding to itself stays`(text: String) throws {
    #expect(try rewritten(text, "shorthand-optional-binding") == text)
  }
}
