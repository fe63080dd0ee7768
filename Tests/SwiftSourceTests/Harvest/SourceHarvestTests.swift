import Testing

@testable import SwiftSource

struct SourceHarvestTests {
  private func function(_ text: String) throws -> FunctionHarvest {
    try #require(SourceHarvest(path: "A.swift", text: text).functions.first)
  }

  @Test(arguments: [
    ("x > 100", FunctionHarvest.Condition(subject: "x", test: .compared(">", .integer(100)))),
    ("100 > x", .init(subject: "x", test: .compared("<", .integer(100)))),
    ("x == -3", .init(subject: "x", test: .compared("==", .integer(-3)))),
    ("x.count >= 0x10", .init(subject: "x.count", test: .compared(">=", .integer(16)))),
    ("y && x == \"lit\"", .init(subject: "x", test: .compared("==", .string("lit")))),
    ("x.hasPrefix(\"ab\")", .init(subject: "x", test: .method("hasPrefix", .string("ab")))),
    ("x < y", .init(subject: "x", test: .related("<", other: "y"))),
    ("x <= 1.5", .init(subject: "x", test: .compared("<=", .floating(1.5)))),
  ])
  func `a condition tells what is tested with what`(text: String, condition: FunctionHarvest.Condition) throws {
    let harvest = try function("func f(x: X, y: Y) { if \(text) {} }")
    #expect(harvest.conditions.contains(condition))
  }

  @Test func `patterns of a switch are conditions`() throws {
    let harvest = try function(
      "func f(n: Int) { switch n { case 0, 7: a(); case 1...9: b(); case 20..<30: c(); default: d() } }")
    #expect(
      harvest.conditions.map(\.test) == [
        .compared("==", .integer(0)), .compared("==", .integer(7)), .range(1, 9), .range(20, 29),
      ])
    #expect(harvest.complexity == 4)
  }

  @Test(arguments: [("self.size > 3", "size"), ("text.count == 2", "text"), ("a[0] == 1", "a"), ("f(x) == 1", "f")])
  func `the root of a condition is the first name`(text: String, root: String) throws {
    #expect(try function("func f() { if \(text) {} }").conditions.first?.root == root)
  }

  @Test func `literals are kept by function, each once`() throws {
    let harvest = try function("func f() { g(1, \"a\", 1, 2.5, \"x\\(y)\", /ab+/) }")
    #expect(harvest.literals == [.integer(1), .string("a"), .floating(2.5), .regex("ab+")])
  }

  @Test func `accessors, initialisers and nested functions have their owners and lines`() {
    let text = """
      struct A {
        init(a: Int) { b() }
        var c: Int { 3 }
        subscript(d: Int) -> Int { d }
        func e() { func inner() { f(4) } }
      }
      extension A.B {
        var stored: Int
        static func g() {}
      }
      protocol P { func h() }
      """
    let functions = SourceHarvest(path: "A.swift", text: text).functions
    #expect(functions.map(\.name) == ["init", "c", "subscript", "e", "g", "h"])
    #expect(functions.map(\.owner) == ["A", "A", "A", "A", "A.B", "P"])
    #expect(functions.map(\.line) == [2, 3, 4, 5, 9, 11])
    #expect(functions.map(\.hasBody) == [true, true, true, true, true, false])
    #expect(functions[3].literals == [.integer(4)])
  }

  @Test(arguments: [
    ("f(1, b: \"x\")", true), ("f(.left)", true), ("f([1, 2], [\"a\": nil])", true), ("f(name)", false),
    ("f(known)", true), ("f(A(b: 3))", true), ("f { 1 }", false), ("f(-2)", true), ("f(\"\\(x)\")", false),
    ("f(A<Int>.c)", true), ("f(a.b)", false), ("f(A.self)", true),
  ])
  func `an argument that means the same elsewhere is told apart`(call: String, isSelfContained: Bool) {
    let calls = SourceHarvest(path: "A.swift", text: "let known = 3\n\(call)\n").calls.filter { $0.name == "f" }
    #expect(calls.contains { $0.arguments.allSatisfy(\.isSelfContained) } == isSelfContained)
  }

  @Test func `a local constant is put in its place`() {
    let calls = SourceHarvest(path: "A.swift", text: "let text = \"a,b\"\nparse(text, 2)\n").calls
    #expect(calls.first?.arguments.map(\.text) == ["\"a,b\"", "2"])
  }

  @Test func `places that cannot be covered are named`() {
    let text = """
      func f() -> Never {
        fatalError("no")
      }
      #if os(Windows)
        func g() {}
      #endif
      #if DEBUG
        func h() {}
      #endif
      """
    let places = SourceHarvest(path: "A.swift", text: text).uncoverable
    #expect(places.map(\.reason) == [.trap, .inactive])
    #expect(places.map(\.lines) == [2...2, 5...5])
    #expect(places.map(\.text) == ["fatalError(\"no\")", "#if os(Windows)"])
  }

  @Test func `code stands in fences and in indented blocks`() {
    let text = "# A\n\n    let a = 1\n\ntext\n```swift\nlet b = 2\n```\n```json\n{}\n```\n```\nlet c = 3\n```\n"
    #expect(SourceHarvest.codeBlocks(inMarkdown: text) == ["let a = 1", "let b = 2", "let c = 3"])
  }

  @Test(arguments: ["", "}}}}", "func", "struct { func f( {", "let a = \"", "#if"])
  func `what does not parse is no trouble`(text: String) {
    let harvest = SourceHarvest(path: "A.swift", text: text)
    #expect(harvest.functions.allSatisfy { $0.name.isEmpty || text.contains($0.name) })
  }
}
