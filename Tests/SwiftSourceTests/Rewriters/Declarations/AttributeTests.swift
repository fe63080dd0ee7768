import Testing

@testable import SwiftSource

struct AttributeTests {
  @Test(arguments: [
    ("class C {}\n", ["attribute": "@MainActor", "kind": "class"], "@MainActor\nclass C {}\n"),
    (
      "/// Doc.\r\npublic struct S {\r\n  func é() {}\r\n}\r\n", ["attribute": "@inlinable", "name": "é"],
      "/// Doc.\r\npublic struct S {\r\n  @inlinable\r\n  func é() {}\r\n}\r\n"
    ),
    (
      "func a() {}\npublic func b() {}\n", ["attribute": "@A", "access": "public"],
      "func a() {}\n@A\npublic func b() {}\n"
    ),
    (
      "struct S { var a = 1 }", ["attribute": "@A", "kind": "property", "own-line": "false"],
      "struct S { @A var a = 1 }"
    ),
    (
      "#if x\nenum E { case a }\n#endif", ["attribute": "@A(1, b: 2)", "kind": "type"],
      "#if x\n@A(1, b: 2)\nenum E { case a }\n#endif"
    ),
    (
      "@available(macOS 10, *)\nfunc f() {}", ["attribute": "@available(*, deprecated)", "kind": "function"],
      "@available(*, deprecated)\n@available(macOS 10, *)\nfunc f() {}"
    ),
  ])
  func `an attribute is put before what matches`(
    text: String, arguments: [String: String], expected: String
  ) throws {
    #expect(try rewritten(text, "add-attribute", arguments) == expected)
  }

  @Test(arguments: [
    ("@MainActor class C {}", ["attribute": "@MainActor"]),
    ("@A(2) class C {}", ["attribute": "@A(1)"]),
    ("func f() { func g() {}; let x = { struct S {} } }", ["attribute": "@A", "name": "g"]),
    ("let text = \"class C {}\" // class C {}", ["attribute": "@A", "kind": "class"]),
    ("struct S {}", ["attribute": "@A", "kind": "class"]),
  ])
  func `what has it already or is within a body stays`(text: String, arguments: [String: String]) throws {
    #expect(try rewritten(text, "add-attribute", arguments) == text)
  }

  @Test(arguments: ["A", "@A @B", "@A\n", "@A( struct T {}", "@A // x", "", "@A {}"])
  func `what is not one attribute is refused`(attribute: String) {
    #expect(throws: SwiftSourceError.self) { try SourceRewriters.rewriter("add-attribute", ["attribute": attribute]) }
  }

  @Test(arguments: [
    ("@objc\nclass C {}\n", ["attribute": "objc"], "class C {}\n"),
    (
      "class C {\r\n  @objc(ö) // why\r\n  func f() {}\r\n}", ["attribute": "@objc"],
      "class C {\r\n  // why\r\n  func f() {}\r\n}"
    ),
    ("@A @objc public func f() {}", ["attribute": "objc"], "@A public func f() {}"),
    ("@A func a() {}; @A func b() {}", ["attribute": "A", "name": "b"], "@A func a() {}; func b() {}"),
    ("@A\n@A\nfunc a() {}", ["attribute": "A"], "func a() {}"),
    ("let a = \"@A\" // @A", ["attribute": "A"], "let a = \"@A\" // @A"),
  ])
  func `an attribute is taken from what matches`(text: String, arguments: [String: String], expected: String) throws {
    #expect(try rewritten(text, "remove-attribute", arguments) == expected)
  }
}
