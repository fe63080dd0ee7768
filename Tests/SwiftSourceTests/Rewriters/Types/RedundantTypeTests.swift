import Testing

struct RedundantTypeTests {
  @Test(arguments: [
    ("let a: A = A()", "let a = A()"),
    ("var é: [Int: A] = 1, b: A.B = A.B(1) // c\r\n", "var é: [Int: A] = 1, b = A.B(1) // c\r\n"),
    ("let a: Set<Int> = Set<Int>()", "let a = Set<Int>()"), ("let a: String = \"ö\"", "let a = \"ö\""),
    ("let a: Bool = true, b: Int = 1, c: Double = 1.5", "let a = true, b = 1, c = 1.5"),
    ("#if A\nstruct S { var a: A = A { } }\n#endif", "#if A\nstruct S { var a = A { } }\n#endif"),
  ])
  func `a type that the value says goes`(text: String, expected: String) throws {
    #expect(try rewritten(text, "redundant-type") == expected)
  }

  @Test(arguments: [
    "let a: A? = A()", "let a: P = A()", "let a: Double = 1", "let a: A = .init()", "let a: f = f()",
    "let a: A = b.A()",
    "let a: A /* why */ = A()", "let a: Substring = \"\"", "var a: A { A() }", "let t = \"let a: A = A()\"", "let a: A",
    "let a: CGFloat = 1.5",
  ])
  func `a type that says more stays`(text: String) throws {
    #expect(try rewritten(text, "redundant-type") == text)
  }
}
