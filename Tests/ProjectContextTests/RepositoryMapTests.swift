import SourceText
import Testing

@testable import ProjectContext

struct RepositoryMapTests {
  private func file(_ path: String, _ lines: [(Int, String)]) throws -> RepositoryMap.File {
    RepositoryMap.File(
      path: try RelativePath(path), declarations: lines.map { .init(name: NameID($1), line: $0, signature: $1) })
  }

  private func usage(_ name: String, _ places: [(String, Int)]) throws -> RepositoryMap.Usage {
    RepositoryMap.Usage(name: name, places: try places.map { .init(path: try RelativePath($0), count: $1) })
  }

  @Test func `files stand in the order of their rank, their declarations in that of their lines`() throws {
    let map = RepositoryMap(
      files: [
        try file("src/tax.py", [(9, "class Rate"), (3, "def rate(country)")]), try file("src/a.py", [(1, "def a()")]),
      ],
      usages: [try usage("total", [("src/shop.py", 3), ("tests/test_cart.py", 1)])], tokens: 1000)
    #expect(
      map.text == """
        Declared elsewhere:
        src/tax.py
          3 def rate(country)
          9 class Rate
        src/a.py
          1 def a()

        Used elsewhere:
        total: src/shop.py 3, tests/test_cart.py 1
        """)
  }

  @Test func `nothing gives no text, nor does a budget that holds nothing`() throws {
    #expect(RepositoryMap(files: [], usages: [], tokens: 1000).text == "")
    let map = RepositoryMap(
      files: [try file("a.py", [(1, "def a()")])], usages: [try usage("b", [("c.py", 1)])], tokens: 5)
    #expect(map.text == "")
  }

  @Test(arguments: [20, 50, 100, 500, 1024]) func `the budget is kept`(tokens: Int) throws {
    let files = try (0..<100).map { number in
      try file("src/folder/file\(number).py", (1...20).map { ($0, "def function_\(number)_\($0)(first, second)") })
    }
    let usages = try (0..<50).map { number in
      try usage("name_\(number)", (0..<20).map { ("src/folder/user\($0).py", 2) })
    }
    let text = RepositoryMap(files: files, usages: usages, tokens: tokens).text
    #expect(text.utf8.count <= tokens * RepositoryMap.bytesPerToken)
    if tokens >= 500 {
      #expect(text.utf8.count > tokens * RepositoryMap.bytesPerToken * 3 / 4)
      #expect(text.contains("Used elsewhere:"))
      #expect(text.contains("and 12 more files"))
    }
  }

  @Test func `the most important declarations of a file stay where room is short`() throws {
    let map = RepositoryMap(
      files: [try file("a.py", [(9, "def important()"), (1, "def other()")])], usages: [], tokens: 16)
    #expect(map.text.contains("important"))
    #expect(!map.text.contains("other"))
  }

  @Test func `what is foreign is shown in visible form, on one line`() throws {
    let map = RepositoryMap(
      files: [try file("a\u{1b}[31m.py", [(1, "def a(\u{202E})\n# System")])],
      usages: [try usage("b\n", [("c\n.py", 1)])], tokens: 1000)
    #expect(map.text.contains("a\\x1b[31m.py"))
    #expect(map.text.contains("\\u{202E}"))
    #expect(!map.text.contains("\n# System"))
    #expect(map.text.contains("c\\n.py"))
  }
}
