import Testing

@testable import SwiftSource

struct AdoptRenamedTests {
  private static let head = """
    struct S {
      @available(*, deprecated, renamed: "fetch(at:_:)")
      func load(from a: Int, b: Int = 1) { fetch(at: a, b); load(from: 1) }
      func fetch(at a: Int, _ b: Int) {}
    }

    """

  @Test(arguments: [
    ("s.load(from: 1, b: 2)", "s.fetch(at: 1, 2)"),
    ("try? é.load(from: x) // load(from: 1)\r\n", "try? é.fetch(at: x) // load(from: 1)\r\n"),
    ("let t = \"\\(s?.load(from: 1)) load\"", "let t = \"\\(s?.fetch(at: 1)) load\""),
    ("#if A\ns.load(from: s.load(from: 2))\n#endif", "#if A\ns.fetch(at: s.fetch(at: 2))\n#endif"),
  ])
  func `calls take the new name and its labels`(text: String, expected: String) throws {
    #expect(try rewritten(Self.head + text, "adopt-renamed") == Self.head + expected)
  }

  @Test(arguments: ["s.load(at: 1)", "s.load()", "let f = { (load: F) in load(from: 1) }", "let load = 1"])
  func `what is no such call stays`(text: String) throws {
    #expect(try rewritten(Self.head + text, "adopt-renamed") == Self.head + text)
  }

  @Test func `what cannot be told apart is left and told`() throws {
    let twice = Self.head + "struct T { func load(from a: Int, b: Int) {} }\ns.load(from: 1, b: 2)"
    #expect(try rewritten(twice, "adopt-renamed") == twice)
    #expect(
      try remarks(twice, "adopt-renamed") == ["several functions are called load(from:b:), so that its calls are left"])
    let value = "@available(*, deprecated, renamed: \"b\") func a() {}\na()"
    #expect(try remarks(value, "adopt-renamed") == ["a is renamed to b, which is no function with as many arguments"])
  }
}
