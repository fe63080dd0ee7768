import Testing

@testable import SwiftSource

struct MinimumVersionsTests {
  @Test(arguments: [
    ("@available(macOS 10.15, iOS 13, *)\nstruct S {}\n", "struct S {}\n"),
    ("@available(macOS 10.15, iOS 99, *) func é() {}", "@available(iOS 99, *) func é() {}"),
    (
      "func f() {\r\n  if #available(macOS 12, *) {\r\n    // new ü\r\n    g()\r\n  } else {\r\n    h()\r\n  }\r\n}\r\n",
      "func f() {\r\n  // new ü\r\n  g()\r\n}\r\n"
    ),
    ("func f() {\n  guard #available(iOS 16, *) else { return }\n  g()\n}", "func f() {\n  g()\n}"),
    ("if #available(macOS 12, *), a { g() }", "if a { g() }"),
    ("if a, #available(macOS 12, *) { g() }", "if a { g() }"),
    ("if #available(macOS 12, iOS 17, *) { g() }", "if #available(iOS 17, *) { g() }"),
    (
      "func f() {\n  if #unavailable(macOS 12) {\n    h()\n  } else {\n    g()\n  }\n}",
      "func f() {\n  if #unavailable(macOS 12) {\n    h()\n  } else {\n    g()\n  }\n}"
    ),
    (
      "func f() {\n  if #available(macOS 12, *) {\n    if #available(iOS 16, *) {\n      g()\n    }\n  }\n}",
      "func f() {\n  g()\n}"
    ),
  ])
  func `what the minimum has passed goes`(text: String, expected: String) throws {
    #expect(try rewritten(text, "minimum-versions", ["minimum": "macOS 13.0, iOS 16"]) == expected)
  }

  @Test(arguments: [
    "@available(macOS 14, *) struct S {}", "@available(*, deprecated) func f() {}",
    "@available(tvOS 13, *) func f() {}", "@available(swift 5.9) func f() {}",
    "@available(macOS, introduced: 10.15) func f() {}", "@available(macOS 12, /* why */ *) func f() {}",
    "func f() {\n  let a = 1\n  if #available(macOS 12, *) {\n    let a = 2\n    g(a)\n  }\n}",
    "let x = if #available(macOS 12, *) { 1 } else { 2 }", "let t = \"#available(macOS 12, *)\"",
    "func f() {\n  if #available(macOS 12, *) {\n    defer { g() }\n    h()\n  }\n}",
  ])
  func `what it has not passed or cannot be moved stays`(text: String) throws {
    #expect(try rewritten(text, "minimum-versions", ["minimum": "macOS 13, iOS 16"]) == text)
  }

  @Test(arguments: ["macOS", "macOS x", "beOS 5", "macOS 13 iOS 16"])
  func `a minimum that is none is refused`(minimum: String) {
    #expect(throws: SwiftSourceError.self) {
      try SourceRewriters.rewriter("minimum-versions", ["minimum": minimum])
    }
  }
}
