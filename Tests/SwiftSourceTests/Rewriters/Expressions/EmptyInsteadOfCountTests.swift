import Testing

struct EmptyInsteadOfCountTests {
  @Test(arguments: [
    ("if a.count == 0 { f() }", "if a.isEmpty { f() }"),
    ("let b = a.items.count > 0 && c", "let b = !a.items.isEmpty && c"),
    ("let b = a[0].count != 0", "let b = !a[0].isEmpty"),
    ("let b = f(x).count < 1 || self.a.count >= 1", "let b = f(x).isEmpty || !self.a.isEmpty"),
    ("let ä = ö.count == 0 // ü\r\n", "let ä = ö.isEmpty // ü\r\n"),
    ("let b = \"\\(a.count == 0)\"", "let b = \"\\(a.isEmpty)\""),
    ("let b = a\n  .filter { $0.count > 0 }\n  .count == 0", "let b = a\n  .filter { !$0.isEmpty }\n  .isEmpty"),
    ("let b = a.count > 0 ? 1 : 2", "let b = !a.isEmpty ? 1 : 2"),
  ])
  func `none is empty and some is not`(text: String, expected: String) throws {
    #expect(try rewritten(text, "empty-instead-of-count") == expected)
  }

  @Test(arguments: [
    "var isEmpty: Bool { other.count == 0 }", "let b = a?.count == 0", "let b = count == 0", "let b = self.count == 0",
    "let b = a.count == 1", "let b = a.count() == 0", "let b = a.count > 1", "let b = a.count /* why */ == 0",
    "let b = a!.count == 0", "let b = .count == 0", "let b = a.count - 1 == 0", "let b = a?.b.count == 0",
    "let b = 0 == a.count", "let b = try a.count <+> 0 == 0",
  ])
  func `other comparisons stay`(text: String) throws {
    #expect(try rewritten(text, "empty-instead-of-count") == text)
  }
}
