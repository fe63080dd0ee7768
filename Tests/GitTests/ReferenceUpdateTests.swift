import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct ReferenceUpdateTests {
  private static let kinds = WriterKind.allCases

  @Test(arguments: kinds, [false, true])
  func `a reference changes only from where it was seen`(kind: WriterKind, isPacked: Bool) async throws {
    let (builder, first, second) = try repository(kind)
    let writer = try await kind.open(builder)
    func pack() throws { if isPacked { try builder.git("pack-refs", "--all") } }
    try await writer.update(.create("refs/heads/x", at: first, message: "made here"))
    try pack()
    #expect(try builder.id(of: "refs/heads/x") == first)
    try await expectGitError(.referenceMoved) {
      try await writer.update(.create("refs/heads/x", at: second, message: "again"))
    }
    try await expectGitError(.referenceMoved) {
      try await writer.update(.move("refs/heads/x", from: second, to: first, message: "wrong"))
    }
    try await expectGitError(.referenceMoved) {
      try await writer.update(.move("refs/heads/absent", from: second, to: first, message: "wrong"))
    }
    #expect(try builder.id(of: "refs/heads/x") == first)
    try await writer.update(.move("refs/heads/x", from: first, to: second, message: "moved there"))
    #expect(try builder.id(of: "refs/heads/x") == second)
    let log = try builder.git("reflog", "show", "--format=%gs", "refs/heads/x")
    #expect(log == "moved there\nmade here")

    try await writer.update(.create("refs/fulcrum/backup/1", at: first, message: "kept"))
    try await writer.update(.create("refs/fulcrum/backup/2", at: second, message: "kept"))
    try pack()
    let kept = try await writer.privateReferences(startingWith: "refs/fulcrum/backup/")
    #expect(kept.map(\.name) == ["refs/fulcrum/backup/1", "refs/fulcrum/backup/2"])
    #expect(kept.map(\.commit) == [first, second])
    #expect(try await writer.privateReferences(startingWith: "refs/heads/") == [])
    try await expectGitError(.referenceMoved) {
      try await writer.update(.delete("refs/fulcrum/backup/1", at: second))
    }
    try await writer.update(.delete("refs/fulcrum/backup/1", at: first))
    try await expectGitError(.referenceMoved) {
      try await writer.update(.delete("refs/fulcrum/backup/1", at: first))
    }
    #expect(try await writer.target(ofReference: "refs/fulcrum/backup/1") == nil)
    #expect(try await writer.target(ofReference: "refs/fulcrum/backup/2") == second)
  }

  @Test(arguments: kinds)
  func `a commit that somebody makes meanwhile wins`(kind: WriterKind) async throws {
    let (builder, _, second) = try repository(kind)
    let writer = try await kind.open(builder)
    let content = try await writer.commitContent(second)
    let ours = try await writer.writeCommit(
      CommitContent(tree: content.tree, parents: [second], author: content.author, message: "ours"))
    let theirs = try builder.commit("theirs")
    let error = try await expectGitError(.referenceMoved) {
      try await writer.update(.move("refs/heads/main", from: second, to: ours, message: "ours"))
    }
    #expect(error.description.contains(theirs.short))
    #expect(try builder.id(of: "refs/heads/main") == theirs)
  }

  @Test(arguments: kinds)
  func `of many who make the same reference at once one does`(kind: WriterKind) async throws {
    let (builder, first, second) = try repository(kind)
    var writers: [any RepositoryWriter] = []
    for _ in 0..<6 { writers.append(try await kind.open(builder)) }
    for round in 0..<5 {
      let name = "refs/fulcrum/race/\(round)"
      let winners = await withTaskGroup(of: ObjectID?.self) { group in
        for (position, writer) in writers.enumerated() {
          let target = position.isMultiple(of: 2) ? first : second
          group.addTask {
            (try? await writer.update(.create(name, at: target, message: "race"))).map { target }
          }
        }
        return await group.reduce(into: [ObjectID]()) { if let winner = $1 { $0.append(winner) } }
      }
      #expect(winners.count == 1)
      #expect(try builder.id(of: name) == winners.first)
    }
  }

  @Test(arguments: kinds)
  func `a lock is named and left alone`(kind: WriterKind) async throws {
    let (builder, first, second) = try repository(kind)
    let writer = try await kind.open(builder)
    let lock = "\(builder.path)/.git/refs/heads/main.lock"
    try Data().write(to: URL(filePath: lock))
    let error = try await expectGitError(.locked) {
      try await writer.update(.move("refs/heads/main", from: second, to: first, message: "m"))
    }
    #expect(error.description.contains(lock))
    #expect(FileManager.default.fileExists(atPath: lock))
    // The index is not used, so its lock is in nobody's way.
    let index = "\(builder.path)/.git/index.lock"
    try Data().write(to: URL(filePath: index))
    try await writer.update(.create("refs/heads/other", at: first, message: "m"))
    #expect(FileManager.default.fileExists(atPath: index))
  }

  @Test(arguments: kinds)
  func `names that git or the suite does not allow are refused`(kind: WriterKind) async throws {
    let (builder, first, second) = try repository(kind)
    let writer = try await kind.open(builder)
    for name in [
      "HEAD", "main", "refs/heads/", "refs/heads//a", "refs/heads/a..b", "refs/heads/a.lock", "refs/heads/.a",
      "refs/heads/a b", "refs/heads/a\n", "refs/heads/a\0", "refs/heads/@{u}", "refs/heads/a~1", "refs/heads/HEAD",
      "refs/tags/v1", "refs/remotes/origin/main", "refs/stash", "refs/heads/-x", "refs/heads/../../config",
    ] {
      try await expectGitError(.invalidInput) { try await writer.update(.create(name, at: first, message: "m")) }
    }
    try await expectGitError(.invalidInput) { try await writer.update(.delete("refs/heads/main", at: second)) }
    try await expectGitError(.invalidInput) {
      try await writer.update(.create("refs/heads/main/below", at: first, message: "m"))
    }
    try await expectGitError(.invalidInput) {
      try await writer.update(.create("refs/heads/a", at: first, message: "two\nlines"))
    }
    let tree = try builder.id(of: "HEAD^{tree}")
    try await expectGitError(.noSuchObject) {
      try await writer.update(.create("refs/heads/a", at: tree, message: "m"))
    }
    try await writer.update(.create("refs/fulcrum/tree", at: tree, message: "m"))
    try builder.git("symbolic-ref", "refs/heads/other", "refs/heads/main")
    try await expectGitError(.referenceMoved) {
      try await writer.update(.move("refs/heads/other", from: second, to: first, message: "m"))
    }
    #expect(try builder.id(of: "refs/heads/main") == second)
  }

  @Test(arguments: kinds)
  func `branches in use are those of all work trees and rebases`(kind: WriterKind) async throws {
    let (builder, first, _) = try repository(kind)
    for name in ["one", "two", "free"] { try builder.git("branch", name, first.hexadecimal) }
    let linked = builder.sibling("linked")
    try builder.git("worktree", "add", "--quiet", linked, "one")
    try builder.git("worktree", "add", "--quiet", "--detach", builder.sibling("detached"), "two")
    let writer = try await kind.open(builder)
    #expect(try await writer.branchesInUse() == ["refs/heads/main": builder.path, "refs/heads/one": linked])
    #expect(try await kind.open(at: linked).branchesInUse() == writer.branchesInUse())
    // A rebase that stands still holds its branch, though the work tree is detached.
    let rebase = try builder.git("rev-parse", "--path-format=absolute", "--git-path", "rebase-merge")
    try FileManager.default.createDirectory(atPath: rebase, withIntermediateDirectories: false)
    try Data("refs/heads/two\n".utf8).write(to: URL(filePath: "\(rebase)/head-name"))
    #expect(try await writer.branchesInUse()["refs/heads/two"] == builder.path)
    let bare = builder.sibling("bare.git")
    try builder.git("clone", "--quiet", "--bare", builder.path, bare)
    #expect(try await kind.open(at: bare).branchesInUse() == [:])
  }

  private func repository(_ kind: WriterKind) throws -> (RepositoryBuilder, ObjectID, ObjectID) {
    let builder = try kind.builder()
    try builder.write("a", "1\n")
    let first = try builder.commit("first")
    try builder.write("a", "2\n")
    return (builder, first, try builder.commit("second"))
  }
}
