import Testing

@testable import SwiftSource

struct ModifierTests {
  @Test(arguments: [
    (
      "class A {}\nopen class B {}\nfinal class C {}\n", ["modifier": "final", "kind": "class"],
      "final class A {}\nopen class B {}\nfinal class C {}\n"
    ),
    ("func f() {}", ["modifier": "public"], "public func f() {}"),
    (
      "/// Ü\r\n@A private static func f() {}", ["modifier": "internal", "access": "private"],
      "/// Ü\r\n@A internal static func f() {}"
    ),
    (
      "struct S { private(set) var a = 1 }", ["modifier": "public", "kind": "property"],
      "struct S { public private(set) var a = 1 }"
    ),
    (
      "class C { func a() {}; static func b() {} }", ["modifier": "final", "kind": "function"],
      "class C { final func a() {}; static func b() {} }"
    ),
    ("enum E { case a(E) }", ["modifier": "indirect", "kind": "enum"], "indirect enum E { case a(E) }"),
    (
      "#if x\nactor A { func f() {} }\n#endif", ["modifier": "nonisolated", "name": "f"],
      "#if x\nactor A { nonisolated func f() {} }\n#endif"
    ),
  ])
  func `a modifier is put before what matches`(text: String, arguments: [String: String], expected: String) throws {
    #expect(try rewritten(text, "add-modifier", arguments) == expected)
  }

  @Test(arguments: [
    ("enum E { case a }", ["modifier": "public", "kind": "case"]),
    ("protocol P { func f() }", ["modifier": "public", "kind": "function"]),
    ("extension A: B {}", ["modifier": "public", "kind": "extension"]),
    ("struct S { func f() {} }", ["modifier": "final", "kind": "function"]),
    ("struct S { let a = 1 }", ["modifier": "lazy", "kind": "property"]),
    ("func f() {}", ["modifier": "static"]),
  ])
  func `what cannot have it stays and is told`(text: String, arguments: [String: String]) throws {
    #expect(try rewritten(text, "add-modifier", arguments) == text)
    #expect(try !remarks(text, "add-modifier", arguments).isEmpty)
  }

  @Test(arguments: [
    ("internal func f() { internalise() }", ["modifier": "internal"], "func f() { internalise() }"),
    ("class C {\n  final\n  func f() {}\n}", ["modifier": "final"], "class C {\n  func f() {}\n}"),
    ("public private(set) var é = 1", ["modifier": "private(set)"], "public var é = 1"),
    ("final class A {}; final class B {}", ["modifier": "final", "name": "A"], "class A {}; final class B {}"),
  ])
  func `a modifier is taken from what matches`(text: String, arguments: [String: String], expected: String) throws {
    #expect(try rewritten(text, "remove-modifier", arguments) == expected)
  }
}
