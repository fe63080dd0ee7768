import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

/// Each test pushes, or is about to push, to a real bare repository.
struct PushRangesTests {
  private let builder: RepositoryBuilder
  private let zero: ObjectID

  init() throws {
    builder = try RepositoryBuilder()
    try builder.addBareRemote()
    zero = try ObjectID(String(repeating: "0", count: 40))
  }

  @discardableResult
  private func commit(_ name: String) throws -> ObjectID {
    try builder.write("\(name).txt", "\(name)\n")
    return try builder.commit(name)
  }

  private func line(_ local: ObjectID, _ remote: String, _ old: ObjectID? = nil) -> PushedReference {
    PushedReference(localReference: "HEAD", localID: local, remoteReference: remote, remoteID: old ?? zero)
  }

  private func ranges(_ pushed: PushedReference..., to remote: String = "origin") async throws -> [PushRange] {
    try await open(builder).ranges(of: pushed, remoteName: remote)
  }

  @Test func `nothing, deletions, notes and remote-tracking branches bring nothing`() async throws {
    let first = try commit("first")
    #expect(try await open(builder).ranges(of: [], remoteName: "origin") == [])
    #expect(
      try await ranges(
        line(zero, "refs/heads/old", first), line(first, "refs/notes/commits"), line(first, "refs/remotes/x/main"))
        == [])
  }

  @Test func `a first push to an empty remote is compared with nothing`() async throws {
    let first = try commit("first")
    let second = try commit("second")
    #expect(
      try await ranges(line(second, "refs/heads/main")) == [
        PushRange(base: .empty, head: second, references: ["refs/heads/main"], newCommits: [second, first])
      ])
  }

  @Test func `a first push to a fork brings what the other remotes lack`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.addBareRemote(named: "fork")
    let second = try commit("second")
    #expect(
      try await ranges(line(second, "refs/heads/main"), to: "fork") == [
        PushRange(base: .commit(first), head: second, references: ["refs/heads/main"], newCommits: [second])
      ])
  }

  @Test func `a fast-forward is compared with the remote's state`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    let second = try commit("second")
    let third = try commit("third")
    #expect(
      try await ranges(line(third, "refs/heads/main", first)) == [
        PushRange(base: .commit(first), head: third, references: ["refs/heads/main"], newCommits: [third, second])
      ])
    #expect(try await ranges(line(first, "refs/heads/main", first)) == [])
  }

  @Test func `a new branch is compared with where it left the default branch`() async throws {
    try commit("first")
    let fork = try commit("fork")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("remote", "set-head", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let one = try commit("one")
    let two = try commit("two")
    try builder.git("checkout", "--quiet", "main")
    try commit("upstream")
    try builder.git("push", "--quiet", "origin", "main")
    #expect(
      try await ranges(line(two, "refs/heads/side")) == [
        PushRange(base: .commit(fork), head: two, references: ["refs/heads/side"], newCommits: [two, one])
      ])
  }

  @Test func `without a default branch the parent of the oldest new commit is the base`() async throws {
    let fork = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let one = try commit("one")
    let two = try commit("two")
    let expected = PushRange(
      base: .commit(fork), head: two, references: ["refs/heads/side"], newCommits: [two, one])
    #expect(try await ranges(line(two, "refs/heads/side")) == [expected])
    #expect(try await ranges(line(two, "refs/heads/side"), to: "https://example.org/a b\n.git") == [expected])
    #expect(try await ranges(line(two, "refs/heads/side"), to: builder.sibling("origin.git")) == [expected])
  }

  @Test func `a rewritten branch is compared with the default branch, not with its old state`() async throws {
    let fork = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("remote", "set-head", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let old = try commit("old")
    try builder.git("push", "--quiet", "origin", "side")
    try builder.git("checkout", "--quiet", "main")
    let upstream = try commit("upstream")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "side")
    try builder.git("rebase", "--quiet", "main")
    let rebased = try builder.id(of: "HEAD")
    #expect(rebased != old && fork != upstream)
    #expect(
      try await ranges(line(rebased, "refs/heads/side", old)) == [
        PushRange(base: .commit(upstream), head: rebased, references: ["refs/heads/side"], newCommits: [rebased])
      ])
    let unknown = try ObjectID(String(repeating: "12", count: 20))
    #expect(try await ranges(line(rebased, "refs/heads/side", unknown)).map(\.base) == [.commit(upstream)])
  }

  @Test func `a fast-forward names the pushed commits that were merged in`() async throws {
    try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let old = try commit("old")
    try builder.git("push", "--quiet", "origin", "side")
    try builder.git("checkout", "--quiet", "main")
    let early = try commit("early")
    let upstream = try commit("upstream")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "side")
    let own = try commit("own")
    try builder.git("merge", "--quiet", "--no-ff", "--message", "Early", early.hexadecimal)
    let first = try builder.id(of: "HEAD")
    try builder.git("merge", "--quiet", "--no-ff", "--message", "Upstream", "main")
    let second = try builder.id(of: "HEAD")
    var range = PushRange(
      base: .commit(old), head: second, references: ["refs/heads/side"], newCommits: [second, first, own],
      merged: [upstream])
    #expect(try await ranges(line(second, "refs/heads/side", old)) == [range])

    // The other way round, as `git pull` on the upstream branch does it: the old tip is the merge's second parent.
    try builder.git("checkout", "--quiet", "main")
    try builder.git("merge", "--quiet", "--no-ff", "--message", "Side", own.hexadecimal)
    let reversed = try builder.id(of: "HEAD")
    range.head = reversed
    range.newCommits = [reversed, own]
    #expect(try await ranges(line(reversed, "refs/heads/side", old)) == [range])
  }

  @Test func `a merged commit that the remote lacks is new`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let side = try commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.git("merge", "--quiet", "--no-ff", "--message", "Side", "side")
    let merge = try builder.id(of: "HEAD")
    #expect(
      try await ranges(line(merge, "refs/heads/main", first)) == [
        PushRange(base: .commit(first), head: merge, references: ["refs/heads/main"], newCommits: [merge, side])
      ])
  }

  @Test func `a new branch names the pushed commits at which its own begin`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("remote", "set-head", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "develop")
    let develop = try commit("develop")
    try builder.git("push", "--quiet", "origin", "develop")
    try builder.git("checkout", "--quiet", "-b", "side")
    let own = try commit("own")
    #expect(
      try await ranges(line(own, "refs/heads/side")) == [
        PushRange(
          base: .commit(first), head: own, references: ["refs/heads/side"], newCommits: [own], merged: [develop])
      ])
  }

  @Test func `a branch that is set on a pushed one is reviewed as what follows it`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    try builder.git("checkout", "--quiet", "-b", "side")
    let side = try commit("side")
    try builder.git("push", "--quiet", "origin", "side")
    #expect(
      try await ranges(line(side, "refs/heads/main", first)) == [
        PushRange(base: .commit(first), head: side, references: ["refs/heads/main"], newCommits: [side])
      ])
  }

  @Test func `a new branch on known commits brings nothing`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    #expect(try await ranges(line(first, "refs/heads/other")) == [])
  }

  @Test func `a tag brings only what no branch brings`() async throws {
    let first = try commit("first")
    try builder.git("push", "--quiet", "origin", "main")
    let second = try commit("second")
    try builder.git("tag", "--annotate", "--message", "tag", "v1")
    let tag = try builder.id(of: "v1")
    #expect(try await ranges(line(first, "refs/tags/v0")) == [])
    #expect(
      try await ranges(line(tag, "refs/tags/v1")) == [
        PushRange(base: .commit(first), head: second, references: ["refs/tags/v1"], newCommits: [second])
      ])
    #expect(
      try await ranges(line(tag, "refs/tags/v1"), line(second, "refs/heads/main", first)).map(\.references) == [
        ["refs/heads/main"]
      ])
    let blob = try builder.id(of: "HEAD:first.txt")
    #expect(try await ranges(line(blob, "refs/tags/blob")) == [])
  }

  @Test func `the same range under two names is reviewed once`() async throws {
    let first = try commit("first")
    #expect(
      try await ranges(line(first, "refs/heads/a"), line(first, "refs/heads/b")) == [
        PushRange(base: .empty, head: first, references: ["refs/heads/a", "refs/heads/b"], newCommits: [first])
      ])
  }

  @Test func `a pushed object that is not here is an error`() async throws {
    try commit("first")
    let absent = try ObjectID(String(repeating: "12", count: 20))
    let error = try await expectGitError(.noSuchObject) { try await ranges(line(absent, "refs/heads/main")) }
    #expect(error.description.contains(absent.hexadecimal))
  }

  @Test func `what git itself hands to a hook is understood`() async throws {
    try commit("first")
    try builder.git("push", "--quiet", "origin", "main", "main:old")
    try builder.git("checkout", "--quiet", "-b", "side")
    let side = try commit("side")
    try builder.git("tag", "--annotate", "--message", "tag", "v1")
    let record = builder.sibling("record")
    try builder.writeScript(".git/hooks/pre-push", "#!/bin/sh\ncat > '\(record)'\nexit 1\n")
    #expect(throws: RepositoryBuilder.Failure.self) {
      try builder.git("push", "origin", "HEAD:refs/heads/side", "v1", ":old", "main@{0}:refs/heads/copy")
    }
    let pushed = try PrePushInput.parse(Data(contentsOf: URL(fileURLWithPath: record)))
    #expect(pushed.count == 4)
    #expect(pushed.count { $0.isDeletion } == 1)
    let found = try await open(builder).ranges(of: pushed, remoteName: "origin")
    #expect(found.map(\.references) == [["refs/heads/side"]])
    #expect(found.map(\.head) == [side])
  }
}
