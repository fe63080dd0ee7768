import Testing

@testable import SwiftSource

struct ArgumentLabelsTests {
  @Test(arguments: [
    (
      "load(from:)", "load(at:)", "func load(from url: URL) {}\nlet a = load(from: b)\nlet f = load(from:)",
      "func load(at url: URL) {}\nlet a = load(at: b)\nlet f = load(at:)"
    ),
    (
      "load(url:)", "load(_:)", "func load(url: URL) { print(url) }\nx.load(url: /* ü */ a)\r\n",
      "func load(_ url: URL) { print(url) }\nx.load(a)\r\n"
    ),
    (
      "load(_:)", "load(url:)", "func load(_ url: URL) {}\nload(a); load(try b())",
      "func load(url: URL) {}\nload(url: a); load(url: try b())"
    ),
    (
      "f(a:b:then:)", "f(_:c:then:)",
      "func f(a: Int, b: Int = 2, then: () -> Void) {}\nf(a: 1) { f(a: 2, b: 3) {} }\nf(a: 1, b: 2, then: g)",
      "func f(_ a: Int, c b: Int = 2, then: () -> Void) {}\nf(1) { f(2, c: 3) {} }\nf(1, c: 2, then: g)"
    ),
    (
      "S.init(x:)", "S.init(_:)",
      "struct S { init(x: Int) {}; init() { self.init(x: 1) } }\nlet a = S(x: 1), b = S.init(x: 2), c = M.S(x: 3)",
      "struct S { init(_ x: Int) {}; init() { self.init(1) } }\nlet a = S(1), b = S.init(2), c = M.S(3)"
    ),
    (
      "f(x:)", "f(y:)", "protocol P { func f(x: Int) }\nstruct S: P { func f(x: Int) {} }\nlet t = \"\\(s.f(x: 1))\"",
      "protocol P { func f(y x: Int) }\nstruct S: P { func f(y x: Int) {} }\nlet t = \"\\(s.f(y: 1))\""
    ),
  ])
  func `labels change at the declaration and at calls`(
    from: String, to: String, text: String, expected: String
  ) throws {
    #expect(try rewritten(text, "argument-labels", ["from": from, "to": to]) == expected)
  }

  @Test(arguments: [
    ("f(x:)", "f(y:)", "func f(x: Int) {}\nfunc f(y: Int) {}"),
    ("f(x:)", "f(y:)", "class C: D { override func f(x: Int) {} }"),
    ("g(x:)", "g(y:)", "func f(x: Int) {}\nf(x: 1)"),
  ])
  func `what cannot change stays`(from: String, to: String, text: String) throws {
    #expect(try rewritten(text, "argument-labels", ["from": from, "to": to]) == text)
  }

  @Test func `a call that another function fits too is left and told`() throws {
    let text = "func f(x: Int) {}\nfunc f(x: Int, y: Int = 1) {}\nf(x: 1)"
    let arguments = ["from": "f(x:)", "to": "f(_:)"]
    #expect(
      try remarks(text, "argument-labels", arguments) == [
        "a call that may be meant is left, since another function would fit too"
      ])
  }

  @Test(arguments: [("f", "g"), ("f(x:)", "g(x:)"), ("f(x:)", "f(x:y:)"), ("f(x)", "f(y)"), ("a.b.f(x:)", "a.b.f(y:)")])
  func `what is no change of labels is refused`(from: String, to: String) {
    #expect(throws: SwiftSourceError.self) {
      try SourceRewriters.rewriter("argument-labels", ["from": from, "to": to])
    }
  }
}
