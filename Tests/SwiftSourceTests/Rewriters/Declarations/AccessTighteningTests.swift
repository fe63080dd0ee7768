import Testing

@testable import SwiftSource

struct AccessTighteningTests {
  @Test(arguments: [
    ("func é() {}\nfunc b() { é(); c() }", "func c() { b() }", "private func é() {}\nfunc b() { é(); c() }"),
    (
      "struct S {\r\n  // why\r\n  internal func a() {}\r\n  static let b = 1\r\n  func used() { a() }\r\n}\r\nlet x = S.b",
      "S().used(); print(x)",
      "struct S {\r\n  // why\r\n  private func a() {}\r\n  fileprivate static let b = 1\r\n  func used() { a() }\r\n}\r\nlet x = S.b"
    ),
    (
      "final class C { var a = 1; init() {}; lazy var b = a }\nextension C { func c() { b += a } }", "C().c()",
      "final class C { private var a = 1; init() {}; private lazy var b = a }\nextension C { func c() { b += a } }"
    ),
    (
      "final class C { private(set) var a = 1; private(set) var b = 2; init() { a = b } }\nlet x = C().b", "",
      "final class C { private var a = 1; fileprivate private(set) var b = 2; init() { a = b } }\nprivate let x = C().b"
    ),
  ])
  func `what only its own file names becomes private`(text: String, other: String, expected: String) throws {
    #expect(try tightened(text, other) == expected)
  }

  @Test(arguments: [
    ("func a() {}", "a()"), ("func a() {}", "perform(\"a\")"), ("public func a() {}", ""),
    ("struct S { var a = 1 }", "S()"), ("struct S: P { func a() {} }", ""),
    ("struct S { func a() {} }", "extension S: P {}"), ("class C { @objc func a() {} }", ""),
    ("class C { override func a() {} }", ""), ("protocol P { func a() }\nextension P { func a() {} }", ""),
    ("enum E { static func main() {} }", ""), ("#if A\nfunc a() {}\n#endif", ""), ("extension Int { func a() {} }", ""),
    ("@propertyWrapper struct W { var a: Int { 1 } }", ""), ("private func a() {}", ""),
    ("func a() {}", "func broken( {"), ("struct O { struct S { func a() {} } }", ""),
    ("@available(macOS 12, *) func a() {}", ""),
  ])
  func `what something else may need stays`(text: String, other: String) throws {
    #expect(try tightened(text, other) == text)
  }

  @Test func `public declarations are tightened where that is asked for`() throws {
    let rewriter = try SourceRewriters.rewriter("tighten-access", ["public": "true"])
    let text = "public func a() {}\npublic func b() {}"
    let outcome = rewriter.outcome(
      for: [SourceFile(path: "A.swift", text: text)], beside: [SourceFile(path: "B.swift", text: "b()")])
    #expect(
      SourceEdit.applied(outcome.steps.flatMap(\.changes).flatMap(\.edits), to: text)
        == "func a() {}\npublic func b() {}"
    )
  }

  private func tightened(_ text: String, _ other: String) throws -> String {
    var text = text
    for _ in 0..<5 {
      let outcome = try SourceRewriters.rewriter("tighten-access").outcome(
        for: [SourceFile(path: "A.swift", text: text)], beside: [SourceFile(path: "B.swift", text: other)])
      text = SourceEdit.applied(outcome.steps.flatMap(\.changes).flatMap(\.edits), to: text)
    }
    return text
  }
}
