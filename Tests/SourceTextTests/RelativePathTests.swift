import SourceText
import Testing

@Suite struct RelativePathTests {
  @Test(arguments: [
    "a", "a/b.c", ".gitignore", ".github/x", "a b/c\n", "..a", "a..", "...", "git", "x.git", ".git2", "\u{1b}[31m",
    "git~2",
  ])
  func `an ordinary path is accepted`(path: String) throws {
    #expect(try RelativePath(path).string == path)
  }

  @Test(arguments: [
    "", "/", "/etc/passwd", "a//b", "a/", ".", "..", "a/../b", "./a", "a\0b", ".git", "a/.git/config", ".GIT/hooks",
    ".git /config", ".git./config", ".git. . /x", ".git::$INDEX_ALLOCATION/x", "GIT~1/config", ".g\u{200c}it/config",
    "\u{feff}.git", ".gi\u{202e}t", ".g\u{ad}it", ".git:\u{301}/x", ".git\\config", ".git\u{fe0f}", "a/\u{301}/..",
  ])
  func `a path that leaves the repository or reaches its git folder is refused`(path: String) {
    #expect { try RelativePath(path) } throws: { ($0 as? SourceTextError)?.code == .invalidPath }
  }

  @Test func `an error names the path with its control characters escaped`() {
    #expect { try RelativePath("/\u{1b}[31m") } throws: { !"\($0)".contains("\u{1b}") }
  }

  @Test func `a path tells its parts`() throws {
    let path = try RelativePath("Sources/App/Main.Test.SWIFT")
    #expect(path.name == "Main.Test.SWIFT")
    #expect(path.parent?.string == "Sources/App")
    #expect(path.parent?.parent?.parent == nil)
    #expect(path.fileExtension == "swift")
    #expect(path.components == ["Sources", "App", "Main.Test.SWIFT"])
    #expect(try RelativePath(".profile").fileExtension.isEmpty)
    #expect(try RelativePath("Makefile").fileExtension.isEmpty)
    #expect(try RelativePath("a") < RelativePath("b"))
  }

  @Test func `a slash before a combining character parts a path`() throws {
    let path = try RelativePath("a/\u{301}b.c")
    #expect(path.components.map(String.init) == ["a", "\u{301}b.c"])
    #expect(Array(path.name.utf8) == Array("\u{301}b.c".utf8))
    #expect(path.parent?.string == "a")
    #expect(try RelativePath("a.\u{301}c").fileExtension == "\u{301}c")
  }

  @Test func `two forms of a letter are two paths`() throws {
    let (composed, decomposed) = try (RelativePath("\u{e9}"), RelativePath("e\u{301}"))
    #expect(composed != decomposed)
    #expect((decomposed < composed) && !(composed < decomposed))
    #expect(Set([composed, decomposed]).count == 2)
  }
}
