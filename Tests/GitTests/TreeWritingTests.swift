import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct TreeWritingTests {
  @Test(arguments: WriterKind.allCases, Sweep.seeds(sample: 3, full: 60))
  func `random changes give the tree that git makes of them`(kind: WriterKind, seed: UInt64) async throws {
    var dice = SeededGenerator(seed: seed)
    let builder = try kind.builder()
    let writer = try await kind.open(builder)
    var base: ObjectID?
    var known: [String: ObjectID] = [:]
    for _ in 0..<4 {
      var changes: [TreeChange] = []
      var next = known
      for old in known.keys.sorted() where Int.random(in: 0..<4, using: &dice) == 0 {
        changes.append(TreeChange(try RelativePath(old), .remove))
        next[old] = nil
      }
      for _ in 0..<6 {
        let folder = ["", "a/", "a/b/", "a.b/", "a-b/c/", "ü /", "z/y/x/w/"].randomElement(using: &dice) ?? ""
        let path = folder + (["a", "b", "a.b", "a-b", "a0", "\u{1}\n"].randomElement(using: &dice) ?? "") + ".f"
        if changes.contains(where: { $0.path.string == path }) { continue }
        let blob = try await writer.write(blob: Array("\(UInt8.random(in: 0...20, using: &dice))\n".utf8))
        let mode: FileMode = [.regular, .executable, .symbolicLink].randomElement(using: &dice) ?? .regular
        changes.append(TreeChange(try RelativePath(path), .put(blob, mode)))
        next[path] = blob
      }
      let tree = try await writer.writeTree(changes.shuffled(using: &dice), onto: base)
      #expect(try gitTree(builder, base, changes) == tree)
      (base, known) = (tree, next)
    }
    let root = try #require(base)
    let id = try await writer.writeCommit(commit(of: root))
    try await writer.update(.create("refs/heads/main", at: id, message: "made"))
    #expect(try builder.git("fsck", "--strict", "--full", "--no-dangling") == "")
  }

  @Test(arguments: WriterKind.allCases)
  func `folders, files and links take each other's place`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    let writer = try await kind.open(builder)
    let blob = try await writer.write(blob: [1])
    func put(_ path: String, _ mode: FileMode = .regular) throws -> TreeChange {
      TreeChange(try RelativePath(path), .put(blob, mode))
    }
    func remove(_ path: String) throws -> TreeChange { TreeChange(try RelativePath(path), .remove) }
    let first = try await writer.writeTree([put("a/b/c"), put("a/b/d"), put("e", .symbolicLink)], onto: nil)
    let file = try await writer.writeTree([remove("a/b/c"), remove("a/b/d"), put("a/b")], onto: first)
    #expect(try names(builder, file) == ["a/b", "e"])
    let folder = try await writer.writeTree([remove("e"), put("e/f")], onto: file)
    #expect(try names(builder, folder) == ["a/b", "e/f"])
    let whole = try await writer.writeTree([remove("a")], onto: first)
    #expect(try names(builder, whole) == ["e"])
    let nothing = try await writer.writeTree([remove("a"), remove("e")], onto: first)
    #expect(try builder.git("cat-file", "-s", nothing.hexadecimal) == "0")
    // An executable bit alone is a change too.
    let mode = try await writer.writeTree([put("a/b", .executable)], onto: file)
    #expect(try builder.git("ls-tree", mode.hexadecimal, "a/b").hasPrefix("100755"))
    for wrong in [
      [try put("e/f")], [try remove("x")], [try remove("a/x")], [try put("x"), try put("x/y")],
      [try put("x"), try put("x")],
      [try put(".gitmodules", .symbolicLink)], [try put("x", .folder)],
    ] {
      try await expectGitError(.invalidInput) { try await writer.writeTree(wrong, onto: first) }
    }
    let absent = try await ObjectID(String(repeating: "1", count: writer.nameLength))
    try await expectGitError(.noSuchObject) {
      try await writer.writeTree([TreeChange(RelativePath("x"), .put(absent, .regular))], onto: first)
    }
  }

  @Test(arguments: WriterKind.allCases)
  func `what a tree holds beside the changes stays byte for byte`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    let writer = try await kind.open(builder)
    let blob = try await writer.write(blob: [1])
    // A name that is not UTF-8, a mode that git wrote long ago, and a submodule.
    let name = String(repeating: "ab", count: await writer.nameLength / 2)
    let records = "100644 blob \(blob)\tn"
    let input = Array(records.utf8) + [0xFF, 0] + Array("160000 commit \(name)\tmodule\0".utf8)
    let base = try ObjectID(
      String(
        decoding: builder.output(arguments: ["mktree", "-z", "--missing"], input: input), as: UTF8.self
      ).trimmingCharacters(in: .newlines))
    let changes = [TreeChange(try RelativePath("m"), .put(blob, .regular))]
    let tree = try await writer.writeTree(changes, onto: base)
    let again = try await writer.writeTree([TreeChange(try RelativePath("m"), .remove)], onto: tree)
    #expect(again == base)
    #expect(tree == (try gitTree(builder, base, changes)))
  }

  /// The tree as git makes it, with an index.
  private func gitTree(_ builder: RepositoryBuilder, _ base: ObjectID?, _ changes: [TreeChange]) throws -> ObjectID {
    let index = ["GIT_INDEX_FILE": builder.sibling("index-\(UInt64.random(in: 0...UInt64.max))")]
    try builder.git(arguments: ["read-tree"] + (base.map { [$0.hexadecimal] } ?? ["--empty"]), environment: index)
    let nothing = String(repeating: "0", count: base?.hexadecimal.count ?? 40)
    var input: [UInt8] = []
    for change in changes {
      if case .remove = change.action { input += Array("0 \(nothing)\t\(change.path)\0".utf8) }
    }
    for change in changes {
      guard case .put(let id, let mode) = change.action else { continue }
      input += Array("\(String(mode.rawValue, radix: 8)) \(id)\t\(change.path)\0".utf8)
    }
    try builder.git(arguments: ["update-index", "-z", "--index-info"], environment: index, input: input)
    return try ObjectID(builder.git(arguments: ["write-tree", "--missing-ok"], environment: index))
  }

  private func names(_ builder: RepositoryBuilder, _ tree: ObjectID) throws -> [String] {
    try builder.git("ls-tree", "-r", "--name-only", tree.hexadecimal).split(separator: "\n").map(String.init)
  }

  private func commit(of tree: ObjectID) -> CommitContent {
    CommitContent(
      tree: tree, parents: [], author: Signature(name: "Ada", email: "a@example.org", time: 1, zone: -90), message: "m")
  }
}
