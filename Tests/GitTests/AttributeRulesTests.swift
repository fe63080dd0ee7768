import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct AttributeRulesTests {
  private static let paths = [
    "a.psd", "A.PSD", "d/a.psd", "d/e/a.psd", "gen/x.swift", "gen/deep/x.swift", "vendor/lib/x.c", "x{1}.c", "x1.c",
    "with space.bin", "tab\tname", "d/with space.bin", "README", "docs/a.md", "docs/b/c.md", "q\"uote", "ü.txt",
  ]

  @Test(arguments: [
    "*.psd filter=lfs diff=lfs merge=lfs -text", "d/*.psd filter=x", "/a.psd filter=x", "d/** linguist-generated",
    "d/ filter=never", "d filter=never", "gen/** linguist-generated=true\ngen/deep/* -linguist-generated",
    "**/x.* linguist-vendored", "vendor/**/x.c linguist-vendored", "x{1}.c a\nx[0-9].c b", "\"with space.bin\" binary",
    "\"tab\\tname\" a", "*.bin binary text", "*.bin binary\n*.bin -binary", "*.psd a\n*.psd !a",
    "# a comment\n  *.md  a\r\n",
    "[attr]gen linguist-generated -diff\n*.md gen", "!*.md a", "docs/*.md a=1\n*.md a=2", "*.md -a b=c !d e",
    "\"\\303\\274.txt\" a", "?.md a", "[!a].psd a", "[[:alpha:]].psd a",
  ])
  func `attributes are what git says`(text: String) async throws {
    let builder = try RepositoryBuilder()
    for path in Self.paths { try builder.write(path, "") }
    try builder.write(".gitattributes", text)
    try builder.write("d/.gitattributes", "e/*.psd inner=1\n*.psd -diff\n[attr]no a\n")
    try Data("README own\n".utf8).write(to: URL(filePath: "\(builder.path)/.git/info/attributes"))
    let commit = try builder.commit("first")
    let rules = try await open(builder).attributeRules(at: commit)
    let isReadable = !text.contains("[:")
    for path in Self.paths {
      let ours = rules.attributes(of: try RelativePath(path))
      let fields = try builder.git("check-attr", "-z", "--all", "--", path).split(separator: "\0")
      var theirs: [String: FileAttributes.Value] = [:]
      for position in stride(from: 0, to: fields.count - 2, by: 3) {
        theirs[String(fields[position + 1])] =
          switch fields[position + 2] {
          case "set": .set
          case "unset": .unset
          default: .text(String(fields[position + 2]))
          }
      }
      if isReadable { #expect(ours.values.filter { $0.value != .unspecified } == theirs, "\(path)") }
    }
  }

  @Test func `the attributes are those of the commit, not of the work tree`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write(
      ".gitattributes", "*.psd filter=lfs\n*.pb.swift linguist-generated\n/Vendor/** linguist-vendored\n")
    let commit = try builder.commit("first")
    try builder.write(".gitattributes", "")
    let rules = try await open(builder).attributeRules(at: commit)
    #expect(rules.attributes(of: try RelativePath("a/b.psd")).filter == "lfs")
    #expect(rules.attributes(of: try RelativePath("a/b.pb.swift")).isGenerated)
    #expect(rules.attributes(of: try RelativePath("Vendor/a")).isVendored)
    #expect(rules.attributes(of: try RelativePath("a.swift")) == FileAttributes())
  }

  @Test func `a pattern that cannot be read counts for a filter, to be safe`() throws {
    let rules = AttributeRules(files: [nil: Array("[[:alpha:]].psd filter=lfs text\n".utf8)])
    #expect(rules.attributes(of: try RelativePath("1.psd")).filter == "lfs")
    #expect(rules.attributes(of: try RelativePath("1.psd")).values["text"] == nil)
  }

  @Test func `what the user wants at each commit is told`() async throws {
    let builder = try RepositoryBuilder()
    let commit = { try await open(builder).commitRequirements(home: "/home/ada") }
    #expect(try await commit().isPlain)
    let hooks = "\(builder.path)/.git/hooks"
    try? FileManager.default.createDirectory(atPath: hooks, withIntermediateDirectories: true)
    try builder.writeScript("\(hooks)/pre-commit", "#!/bin/sh\n")
    try Data().write(to: URL(filePath: "\(hooks)/commit-msg"))
    try builder.git("config", "commit.gpgSign", "true")
    #expect(
      try await commit() == CommitRequirements(signsCommits: true, hooks: ["pre-commit"], hooksFolder: hooks))
    try builder.git("config", "core.hooksPath", "own")
    #expect(try await commit().hooksFolder == "\(builder.path)/own")
    try builder.git("config", "core.hooksPath", "~/own")
    #expect(try await commit().hooksFolder == "/home/ada/own")
    try builder.git("config", "commit.gpgSign", "off")
    #expect(try await commit().isPlain)
  }
}

struct IgnoreRulesTests {
  @Test(arguments: [
    "*.o\n!keep.o", "/build", "build/", "a/**/z", "logs/*\n!logs/keep", "# comment\n\\#x\n *.o", "doc/*.txt", "**/z",
    "x{1}",
    "*.o  \r\n", "!*.o\n*.o", "[ab].o", "a/", "/*\n!/a",
  ])
  func `what is ignored is what git ignores`(text: String) async throws {
    let builder = try RepositoryBuilder()
    let paths = [
      "a.o", "keep.o", "build/x", "a/build/x", "a/b/c/z", "a/z", "logs/keep", "logs/other", "#x", "doc/a.txt",
      "doc/b/a.txt", "x{1}", "x1", "c.o", "inner/a.o", "inner/b.o",
    ]
    try builder.write(".gitignore", text)
    try builder.write("inner/.gitignore", "!a.o\n*.x\n")
    try Data("c.o\n".utf8).write(to: URL(filePath: "\(builder.path)/.git/info/exclude"))
    try builder.git("add", "--force", "--all")
    try builder.git("commit", "--quiet", "--message", "first")
    for path in paths { try builder.write(path, "") }
    let writer = try await WriterKind.library.open(builder)
    let rules = try await writer.ignoreRules(among: writer.files(of: builder.id(of: "HEAD")))
    let untracked = try builder.git("ls-files", "--others", "--exclude-standard", "-z").split(separator: "\0")
    for path in paths {
      var folder = try RelativePath(path).parent
      var isIgnored = rules.isIgnored(try RelativePath(path), isFolder: false)
      while let outer = folder {
        isIgnored = isIgnored || rules.isIgnored(outer, isFolder: true)
        folder = outer.parent
      }
      #expect(isIgnored == !untracked.contains { $0 == path }, "\(path)")
    }
  }

  @Test(arguments: WriterKind.allCases)
  func `what is no path is named and not listed`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    let writer = try await kind.open(builder)
    let blob = try await writer.write(blob: [1])
    func tree(_ records: [(mode: String, name: [UInt8], id: ObjectID)]) throws -> ObjectID {
      let bytes = records.reduce(into: [UInt8]()) { $0 += Array("\($1.mode) ".utf8) + $1.name + [0] + $1.id.bytes }
      return try ObjectID(
        builder.git(arguments: ["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], input: bytes))
    }
    let inner = try tree([("100644", Array("config".utf8), blob)])
    let names: [String] = [".git", ".GIT", "..", ".", "git~1", ".g\u{200C}it"]
    let root = try tree(
      names.map { ("40000", Array($0.utf8), inner) } + [
        ("100664", Array("a".utf8), blob), ("100644", Array("a/b".utf8), blob), ("100755", [0xFF], blob),
      ])
    let files = try await writer.files(of: root)
    #expect(files.entries.map(\.path.string) == ["a"])
    #expect(files.entries.map(\.mode) == [.regular])
    #expect(files.omissions.count == names.count + 2)
    let twice = try tree([("120000", Array("a".utf8), blob), ("40000", Array("a".utf8), inner)])
    try await expectGitError(.corrupt) { try await writer.files(of: twice) }
    try await expectGitError(.tooLarge) { try await writer.files(of: root, limit: 5) }
  }
}
