import Testing

@testable import SwiftSource

struct RenameByPatternTests {
  @Test(arguments: [
    (
      "type", "Loader", "Fetcher",
      "struct Loader { static let shared = Loader() }\nextension Loader: P {}\nlet a: [Loader?] = []\nlet b = Loader.shared\n",
      "struct Fetcher { static let shared = Fetcher() }\nextension Fetcher: P {}\nlet a: [Fetcher?] = []\nlet b = Fetcher.shared\n"
    ),
    (
      "function", "load*", "fetch*",
      "func loadAll() { load(1); x.loadOne() }\nfunc load(_ a: Int) {}\nstruct S { func loadOne() { loadAll() } }",
      "func fetchAll() { fetch(1); x.fetchOne() }\nfunc fetch(_ a: Int) {}\nstruct S { func fetchOne() { fetchAll() } }"
    ),
    (
      "case", "old", "new",
      "enum E { case old, other(Int) }\r\nlet e: E = .old // old ü\r\nswitch e { case .old: f()\r\ncase E.other(let old): g(old) }",
      "enum E { case new, other(Int) }\r\nlet e: E = .new // old ü\r\nswitch e { case .new: f()\r\ncase E.other(let old): g(old) }"
    ),
    (
      "property", "größe", "länge",
      "struct S { var größe = 1; func f(größe: Int) { print(größe, self.größe) }; func g() { print(größe) } }\nlet s = S(größe: 1)\nlet p = \\S.größe",
      "struct S { var länge = 1; func f(größe: Int) { print(größe, self.länge) }; func g() { print(länge) } }\nlet s = S(länge: 1)\nlet p = \\S.länge"
    ),
    (
      "function", "run", "start",
      "#if A\nfunc run() {}\n#else\nfunc run() { a.map { run in run } }\n#endif\nlet t = \"run \\(run())\"",
      "#if A\nfunc start() {}\n#else\nfunc start() { a.map { run in run } }\n#endif\nlet t = \"run \\(start())\""
    ),
  ])
  func `declarations and what names them get the new name`(
    kind: String, from: String, to: String, text: String, expected: String
  ) throws {
    #expect(try rewritten(text, "rename", ["from": from, "to": to, "kind": kind]) == expected)
  }

  @Test(arguments: [
    ("type", "A", "B", "struct A {}\nstruct B {}", "the new name is in use"),
    ("function", "a", "b", "func a() {}\nlet x = { (b: Int) in b }", "the new name is in use"),
    ("function", "a", "b", "func a() {}\nstruct S { var a = 1 }", "there is also a property of that name"),
    ("function", "a", "b", "class C { @objc func a() {} }", "it is @objc, so that others go by its name"),
    ("function", "a", "b", "class C: D { override func a() {} }", "it overrides what a class above it declares"),
    ("case", "a", "b", "enum E: String { case a }", "its raw value is its name"),
    ("property", "a", "b", "struct S: Codable { var a = 1 }", "S is coded by its name"),
    ("property", "a", "b", "struct S { var a = 1 }\nextension S: Decodable {}", "S is coded by its name"),
    ("property", "a", "b", "struct S { @State var a = 1 }", "@State may give it other names"),
    (
      "property", "a", "b", "struct S { var a: Int?; func f() { if let a { g(a) } } }",
      "a local declaration, a capture or a generic parameter has that name too"
    ),
    (
      "type", "T", "U", "struct T {}\nfunc f<T>(_ t: T) {}",
      "a local declaration, a capture or a generic parameter has that name too"
    ),
    ("type", "M", "N", "import M\nstruct M {}", "there is a module of that name"),
  ])
  func `what means two things stays and is told`(
    kind: String, from: String, to: String, text: String, reason: String
  ) throws {
    let arguments = ["from": from, "to": to, "kind": kind]
    #expect(try rewritten(text, "rename", arguments) == text)
    #expect(try remarks(text, "rename", arguments) == ["\(from) is not renamed to \(to): \(reason)"])
  }

  @Test func `several files change in one step and what is not to be changed keeps the name`() throws {
    let files = [
      SourceFile(path: "A.swift", text: "func load() {}"), SourceFile(path: "B.swift", text: "let x = load()"),
      SourceFile(path: "C.swift", text: "let y = 1"),
    ]
    let rewriter = try SourceRewriters.rewriter("rename", ["from": "load", "to": "fetch", "kind": "function"])
    let step = try #require(rewriter.outcome(for: files, beside: []).steps.first)
    #expect(step.title == "Rename load to fetch")
    #expect(step.changes.map(\.path) == ["A.swift", "B.swift"])
    #expect(rewriter.outcome(for: [files[0]], beside: [files[1]]).steps.isEmpty)
  }

  @Test func `a pattern that its own result matches is refused`() throws {
    let text = "func load() {}"
    #expect(try rewritten(text, "rename", ["from": "l*", "to": "ll*", "kind": "function"]) == text)
    #expect(throws: SwiftSourceError.self) {
      try SourceRewriters.rewriter("rename", ["from": "l*", "to": "m", "kind": "function"])
    }
  }
}
