import Testing

@testable import ProjectContext

struct InstructionImportsTests {
  @Test(
    arguments: [
      ("See @docs/style.md.", ["docs/style.md"]),
      ("@a.md\n@b.md and (@c.md), @a.md", ["a.md", "b.md", "c.md"]),
      ("**@a.md** is not taken, @b.md** is", ["b.md"]),
      ("@../up.md @./here.md @~/home.md @/root.md", ["../up.md", "./here.md", "~/home.md", "/root.md"]),
      ("ada@example.org, a@b.md", []),
      ("Use `@a.md` or ``x ` @b.md`` and @c.md", ["c.md"]),
      ("A span `over\nlines @a.md` ends; @b.md", ["b.md"]),
      ("An open ` mark, @a.md", ["a.md"]),
      ("A paragraph ` ends\n\n@a.md` the next", ["a.md"]),
      ("```\n@a.md\n```\n@b.md", ["b.md"]),
      ("~~~ sh\n@a.md\n```\n@b.md\n~~~\n@c.md", ["c.md"]),
      ("````\n```\n@a.md\n````\n@b.md", ["b.md"]),
      ("- item\n  ```\n  @a.md\n  ```\n> ```\n> @b.md\n> ```\n@c.md", ["c.md"]),
      ("```never closed\n@a.md", []),
      ("@with\\ blank.md", ["with blank.md"]),
      ("\\@a.md", []),
      ("@ alone, @! and @", []),
      ("@README", ["README"]),
      ("@\u{E9}t\u{E9}.md", ["\u{E9}t\u{E9}.md"]),
    ] as [(String, [String])])
  func `an import is an at sign and a path, outside of code`(text: String, paths: [String]) {
    #expect(InstructionImports(in: text).paths == paths)
  }

  @Test(arguments: [
    ("@AGENTS.md\n", true), ("\n  @a.md @b.md\n", true), ("See @a.md", false), ("@a.md.", false), ("", true),
    ("```\n```\n@a.md", false), ("@a.md\n`x`", false),
  ])
  func `a text of nothing but imports says nothing itself`(text: String, isAll: Bool) {
    #expect(InstructionImports(in: text).isAll == isAll)
  }

  @Test(arguments: [
    ("a.md", true), ("./a", true), ("~/x", true), ("docs/a.txt", true), ("types/node", false), ("ada", false),
    (".env", false), ("v1.2", false),
  ])
  func `a name that may be a person or a package is none to warn of`(path: String, isSure: Bool) {
    #expect(InstructionImports.isSurelyPath(path) == isSure)
  }

  @Test(.timeLimit(.minutes(1))) func `a megabyte of marks takes no longer than one of words`() {
    let marks = (1...1200).map { String(repeating: "`", count: $0) }.joined(separator: " ")
    #expect(InstructionImports(in: marks + " @a.md").paths == ["a.md"])
    #expect(InstructionImports(in: String(repeating: "` @", count: 400_000)).paths == [])
  }
}
