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
