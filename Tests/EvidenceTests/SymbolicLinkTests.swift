import Evidence
import SourceText
import Testing

@Suite struct SymbolicLinkTests {
  private static let base: [String: TreeExample.Entry] = [
    "README.md": "a\n", "docs/guide/page.md": "a\n", "lib/a.c": "int a;\nint b;\n", "sub": .init("x", .submodule),
    "shortcut": .init("docs/guide", .symbolicLink), "old": .init("README.md", .symbolicLink),
  ]

  private static func link(_ target: String, at path: String = "docs/link") -> TreeExample {
    TreeExample("\(path) -> \(target)", base, [path: .init(target, .symbolicLink)])
  }

  @Test(
    arguments: [
      (link("/etc/passwd"), .medium), (link("C:\\Users\\a"), .medium),
      (link("../../other/file"), .high), (link("..", at: "link"), .high), (link("../docs/../../x"), .high),
      (link("../.git/config"), .high), (link("../.git/hooks/post-checkout"), .high),
      (link("missing"), .medium), (link("guide/missing.md"), .medium), (link("link"), .medium),
      (link("/etc/passwd", at: "old"), .medium), (link("nothing", at: "old"), .medium),
      (link("docs/guide", at: "README.md"), .low), (link("../shortcut/../../../x"), .high),
      (TreeExample("to file", base, ["old": "README.md"]), .medium),
      (TreeExample("to own file", base, ["old": "a longer text\n"]), .low),
    ] as [(TreeExample, Severity)])
  func `a link that leads nowhere or takes the place of a file is reported`(
    _ example: TreeExample, _ severity: Severity
  ) async throws {
    let findings = try await example.findings(of: SymbolicLink())
    #expect(findings.map(\.severity) == [severity])
  }

  @Test(arguments: [
    link("guide"), link("guide/page.md"), link("../README.md"), link("./guide/"), link("../shortcut/page.md"),
    link("../sub/inside/file"), link(".", at: "docs/here"), link("docs/guide/page.md", at: "old"),
    link("missing", at: "Tests/Fixtures/broken"),
    TreeExample("deleted", base, ["old": nil]),
    TreeExample("other file", base, ["README.md": "b\n"]),
    TreeExample("target unchanged", ["broken": .init("nothing", .symbolicLink), "a": "a\n"], ["a": "b\n"]),
    TreeExample("target comes with it", base, ["docs/link": .init("new.md", .symbolicLink), "docs/new.md": "a\n"]),
  ])
  func `a link inside the repository is left alone`(_ example: TreeExample) async throws {
    #expect(try await example.findings(of: SymbolicLink()).isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `links in a circle come to an end`() async throws {
    let example = TreeExample(
      "circle", [:],
      ["a": .init("b", .symbolicLink), "b": .init("c", .symbolicLink), "c": .init("b", .symbolicLink)])
    _ = try await example.findings(of: SymbolicLink())
  }
}
