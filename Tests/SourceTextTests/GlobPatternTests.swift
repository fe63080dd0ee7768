import SourceText
import Testing

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("*.md", "README.md"), ("*.md", "docs/deep/a.md"), ("build", "build"), ("build", "a/build/b.o"),
    ("build/", "a/build/b.o"), ("/build", "build/x"), ("docs/*.md", "docs/a.md"), ("a/**/b", "a/b"),
    ("a/**/b", "a/x/y/b"), ("**/b", "b"), ("**/b", "x/y/b"), ("a/**", "a/x/y"), ("?.c", "x.c"), ("[a-c]1", "b1"),
    ("[!a-c]1", "d1"), ("[^a-c]1", "d1"), ("[]]x", "]x"), ("[a-]x", "-x"), ("{a,b}.c", "b.c"),
    ("{a,b/{c,d}}.e", "b/d.e"),
    ("x{,y}", "x"), ("x{,y}", "xy"), ("{**/a,b}/c", "q/r/a/c"), (#"\*"#, "*"), (#"\!a"#, "!a"), ("a***b", "axxb"),
    ("ä*", "äöü"), ("*", "anything/at/all"), ("a,b}", "a,b}"), ("**", "a/b"), (#"[\]]"#, "]"), (#"a\/**/b"#, "a/x/y/b"),
  ])
  func `a pattern matches`(pattern: String, path: String) throws {
    #expect(try GlobPattern(pattern).matches(RelativePath(path)))
  }

  @Test(arguments: [
    ("*.md", "README.mdx"), ("build/", "build"), ("/build", "a/build"), ("docs/*.md", "docs/x/a.md"),
    ("docs/*.md", "x/docs/a.md"), ("a/**", "a"), ("a/**/b", "ab"), ("?.c", "xy.c"), ("a?b", "a/b"), ("a[!x]b", "a/b"),
    ("[a-c]1", "d1"), ("{a,b}.c", "c.c"), ("*.MD", "a.md"), ("a/**/b", "a/xb"),
  ])
  func `a pattern does not match`(pattern: String, path: String) throws {
    #expect(try !GlobPattern(pattern).matches(RelativePath(path)))
  }

  @Test(arguments: ["", "/", "!a", "[a", "[]", "{a", "{a,{b}", "a\\", "[z-a]", String(repeating: "{", count: 9)])
  func `a malformed pattern is refused`(pattern: String) {
    #expect { try GlobPattern(pattern) } throws: { ($0 as? SourceTextError)?.code == .invalidPattern }
  }

  @Test func `a pattern that is too long is refused`() {
    #expect(throws: SourceTextError.self) { try GlobPattern(String(repeating: "a", count: 1025)) }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      (String(repeating: "a*", count: 500) + "b", false), (String(repeating: "{a,a*}", count: 160), true),
      (String(repeating: "**/", count: 300) + "b", false), (String(repeating: "*?", count: 500), true),
    ])
  func `no pattern takes exponential time`(pattern: String, isMatch: Bool) throws {
    let path = try RelativePath(String(repeating: "a/", count: 500) + String(repeating: "a", count: 500))
    #expect(try GlobPattern(pattern).matches(path) == isMatch)
  }
}
