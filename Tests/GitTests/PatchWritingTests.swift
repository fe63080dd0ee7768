import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct PatchWritingTests {
  @Test(arguments: [WriterKind.library, .program], Sweep.seeds(sample: 4, full: 80))
  func `a patch of a random history is the one that git writes`(kind: WriterKind, seed: UInt64) async throws {
    var history = try RandomHistory(seed: seed)
    try history.grow(commits: 6)
    let builder = history.builder
    let writer = try await kind.open(builder)
    let commits: [ObjectID?] = [nil] + history.commits
    for (old, new) in zip(commits, commits.dropFirst()) {
      try await compare(builder, writer, old, try #require(new))
    }
    try await compare(builder, writer, history.commits.last, history.commits[0])
  }

  @Test(arguments: WriterKind.allCases)
  func `every kind of change is in the patch`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    try builder.write("mode", "1\n")
    try builder.write("text", "1\n2\n3\n")
    try builder.write("gone", "1\n")
    try builder.write("crlf", "1\r\n2\r\n")
    try builder.write("binary", bytes: [0, 1, 2])
    try builder.write("to link", "target")
    try builder.write("folder", "1\n")
    let first = try builder.commit("first")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(builder.path)/mode")
    try builder.write("text", "1\n2\nthree")
    try builder.remove("gone")
    try builder.write("crlf", "1\r\ntwo\r\n")
    try builder.write("binary", bytes: [0, 1, 2, 3, 255])
    try builder.remove("to link")
    try FileManager.default.createSymbolicLink(atPath: "\(builder.path)/to link", withDestinationPath: "target")
    try builder.remove("folder")
    try builder.write("folder/x", "1\n")
    try builder.write("empty", "")
    try builder.write("sp ace/\"ü\"\t\\", "1\n")
    let module = String(repeating: "ab", count: first.hexadecimal.count / 2)
    try builder.git("add", "--all")
    try builder.git("update-index", "--add", "--cacheinfo", "160000,\(module),module")
    try builder.git("commit", "--quiet", "--message", "second")
    let second = try builder.id(of: "HEAD")
    let writer = try await kind.open(builder)
    try await compare(builder, writer, first, second)
    try await compare(builder, writer, second, first)
    try await compare(builder, writer, nil, first)
    #expect(try await writer.patch(from: first, to: first) == [])
    try await expectGitError(.tooLarge) { try await writer.patch(from: first, to: second, limit: 100) }
  }

  @Test(arguments: WriterKind.allCases)
  func `a series is what git takes for the same commits`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    try builder.write("a", "1\n")
    let root = try builder.commit("root")
    let writer = try await kind.open(builder)
    let messages = [
      "A short title\n", "A title\nof two lines\n\nA body\n\n  indented\nlast\n",
      "Größe: ein langer Titel mit vielen Umlauten äöüÄÖÜß, der in einen Brief gehört und umbrochen wird\n\nKörper ✓\n",
    ]
    let authors = ["Ada Lovelace", "Doe, \"John\" J", "Jürgen Größe"]
    var parent = root
    var commits: [ObjectID] = []
    for (position, message) in messages.enumerated() {
      let blob = try await writer.write(blob: Array("\(position)\r\n\0\(position)".utf8))
      let text = try await writer.write(blob: Array("1\n\(position)\r\n".utf8))
      let tree = try await writer.writeTree(
        [
          TreeChange(RelativePath("b"), .put(blob, .executable)), TreeChange(RelativePath("a"), .put(text, .regular)),
        ], onto: parent)
      parent = try await writer.writeCommit(
        CommitContent(
          tree: tree, parents: [parent],
          author: Signature(
            name: authors[position], email: "x@example.org", time: 1_709_164_800 + Int64(position), zone: -330),
          message: message))
      commits.append(parent)
    }
    let series = try await writer.patchSeries(of: commits)
    try builder.git("reset", "--quiet", "--hard", root.hexadecimal)
    try builder.git(arguments: ["am", "--quiet", "--keep-cr"], input: series)
    let format = "--format=%T %an <%ae> %ad%n%B"
    let taken = try builder.git("log", "--date=raw", format, "\(root)..HEAD")
    let written = try builder.git("log", "--date=raw", format, "\(root)..\(parent)")
    // A title is one line in a mail.
    #expect(taken == written.replacing("A title\nof", with: "A title of"))
    let merge = try await writer.writeCommit(
      CommitContent(
        tree: builder.id(of: "HEAD^{tree}"), parents: [root, parent],
        author: Signature(name: "A", email: "", time: 0), message: "merge"))
    try await expectGitError(.invalidInput) { try await writer.patchSeries(of: [merge]) }
  }

  /// The patch is git's own, but for how binary contents are packed, and git applies it.
  private func compare(
    _ builder: RepositoryBuilder, _ writer: any RepositoryWriter, _ old: ObjectID?, _ new: ObjectID
  ) async throws {
    let patch = try await writer.patch(from: old, to: new)
    let empty = try builder.git(arguments: ["hash-object", "-t", "tree", "--stdin"])
    let names = [old?.hexadecimal ?? empty, new.hexadecimal]
    let theirs = try builder.output(
      arguments: ["diff", "--binary", "--full-index", "--no-renames", "--no-ext-diff", "--no-textconv"] + names)
    #expect(withoutPacking(patch) == withoutPacking(theirs))
    let index = ["GIT_INDEX_FILE": builder.sibling("index-\(UInt64.random(in: 0...UInt64.max))")]
    try builder.git(arguments: ["read-tree"] + (old.map { [$0.hexadecimal] } ?? ["--empty"]), environment: index)
    if !patch.isEmpty {
      try builder.git(
        arguments: ["apply", "--cached", "--whitespace=nowarn"], environment: index, input: patch)
    }
    let tree = try builder.git(arguments: ["write-tree", "--missing-ok"], environment: index)
    #expect(try tree == builder.git("rev-parse", "\(new)^{tree}"))
  }

  private func withoutPacking(_ patch: [UInt8]) -> [String] {
    var isInside = false
    return String(decoding: patch, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).filter {
      if $0.hasPrefix("diff --git ") { isInside = false }
      if $0 == "GIT binary patch" {
        isInside = true
        return true
      }
      return !isInside
    }.map(String.init)
  }
}
