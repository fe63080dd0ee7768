import Testing

@testable import SwiftSource

struct ConstantMutationTests {
  @Test(arguments: [
    ("f(5)", "f(fulcrumInteger(1, 2, 5))"), ("f(0)", "f(fulcrumMore(1, 0))"), ("f(-3)", "f(fulcrumInteger(1, 2, -3))"),
    ("f(1.5)", "f(fulcrumFloat(1, 1.5))"), ("f(true)", "f(fulcrumNot(1, true))"),
    (#"f("ab")"#, #"f(fulcrumText(1, "ab"))"#), (#"f("a\(b)c")"#, #"f("a\(b)c")"#),
    (#"f("a\(5)c")"#, #"f("a\(fulcrumInteger(1, 2, 5))c")"#),
    ("enum E: Int { case a = 1 }", "enum E: Int { case a = 1 }"),
    ("@A(5) func f() {}", "@A(5) func f() {}"), ("#f(5)", "#f(5)"),
    ("switch x { case 5: f() default: g() }", "switch x { case 5: f() default: g() }"),
    (#"fatalError("no")"#, #"fatalError("no")"#),
    (#"precondition(n > 3, "no")"#, #"precondition(n > fulcrumInteger(1, 2, 3), "no")"#),
    ("let x = y.0", "let x = y.0"),
    ("#if compiler(>=6)\nf(7)\n#endif", "#if compiler(>=6)\nf(fulcrumInteger(1, 2, 7))\n#endif"),
    ("f(\"\"\"\n  a\n  b\n  \"\"\")", "f(fulcrumText(1, \"\"\"\n  a\n  b\n  \"\"\"))"),
  ])
  func `a literal has another value where it may`(text: String, expected: String) {
    #expect(mutated(text, .constant) == expected)
  }

  @Test(arguments: [
    ("f(5)", ["6", "4"]), ("f(0)", ["1"]), ("f(-1)", ["0", "-2"]), ("f(0xF)", ["16", "14"]), (#"f("")"#, [#""a""#]),
    (#"f("a")"#, [#""b""#]), (#"f("x")"#, [#""a""#]), (#"f("xy")"#, [#""""#]), ("f(false)", ["true"]),
  ])
  func `the replacement is the value`(text: String, expected: [String]) {
    #expect(replacements(text, .constant) == expected)
  }
}
