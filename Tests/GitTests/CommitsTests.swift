import SourceText
import TestSupport
import Testing

@testable import Git

struct CommitsTests {
  @Test func `a commit is found by branch, tag, id and relation`() async throws {
    let builder = try RepositoryBuilder()
    let first = try builder.commit("first")
    let second = try builder.commit("second\n\nwith a body")
    try builder.git("tag", "--annotate", "--message", "a tag", "v1", first.hexadecimal)
    let repository = try open(builder)
    for revision in ["HEAD", "main", "refs/heads/main", second.hexadecimal, second.short] {
      #expect(try await repository.commit(named: revision).id == second)
    }
    for revision in ["HEAD~1", "v1", "main^", try builder.git("rev-parse", "v1")] {
      #expect(try await repository.commit(named: revision).id == first)
    }
    let commit = try await repository.commit(named: "HEAD")
    #expect(commit.parents == [first])
    #expect(commit.author == "Ada Lovelace <ada@example.org>")
    #expect(commit.summary == "second")
    #expect(commit.message == "second\n\nwith a body\n")
    #expect(try String(commit.time) == builder.git("show", "--no-patch", "--format=%at", "HEAD"))
  }

  @Test(arguments: ["nothing", "HEAD~5", "main..other", "", "a\0b", "HEAD:a.txt", "0000000", "^{", "\u{1B}[2J"])
  func `what names no commit is an error that names it`(revision: String) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    try builder.commit("first")
    let repository = try open(builder)
    do {
      _ = try await repository.commit(named: revision)
      Issue.record("found something")
    } catch {
      #expect(error.code == .noSuchRevision || error.code == .invalidInput)
      #expect(error.description.contains(quoted(revision)))
      #expect(!error.description.contains("\u{1B}"))
    }
  }

  @Test func `a repository without commits has no HEAD`() async throws {
    let repository = try open(try RepositoryBuilder())
    try await expectGitError(.noSuchRevision) { try await repository.commit(named: "HEAD") }
  }

  @Test func `the merge base is where two histories part`() async throws {
    let builder = try RepositoryBuilder()
    try builder.commit("first")
    let fork = try builder.commit("fork")
    try builder.git("checkout", "--quiet", "-b", "side")
    let side = try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    let main = try builder.commit("main")
    try builder.git("checkout", "--quiet", "--orphan", "alone")
    let alone = try builder.commit("alone")
    let repository = try open(builder)
    #expect(try await repository.mergeBase(of: side, and: main) == fork)
    #expect(try await repository.mergeBase(of: fork, and: main) == fork)
    #expect(try await repository.mergeBase(of: alone, and: main) == nil)
    let absent = try ObjectID(String(repeating: "12", count: 20))
    let error = try await expectGitError(.noSuchObject) { try await repository.mergeBase(of: main, and: absent) }
    #expect(error.description.contains(absent.hexadecimal))
  }

  @Test func `the walk is newest first, children before parents, and agrees with git`() async throws {
    let builder = try RepositoryBuilder()
    let first = try builder.commit("first")
    try builder.git("checkout", "--quiet", "-b", "side")
    try builder.commit("side")
    try builder.git("checkout", "--quiet", "main")
    try builder.commit("main")
    try builder.git("merge", "--quiet", "--no-edit", "side")
    let merge = try builder.id(of: "HEAD")
    let repository = try open(builder)
    let all = try await repository.commits(reachableFrom: [merge], hiding: [], limit: 100)
    #expect(try all.map(\.id.hexadecimal).joined(separator: "\n") == builder.git("rev-list", "--date-order", "HEAD"))
    #expect(all.first?.parents.count == 2)
    let new = try await repository.commits(reachableFrom: [merge], hiding: [first], limit: 100)
    #expect(new.map(\.id) == all.dropLast().map(\.id))
    #expect(
      try await repository.commits(reachableFrom: [merge], hiding: [], limit: 2).map(\.id) == all.prefix(2).map(\.id))
    #expect(try await repository.commits(reachableFrom: [], hiding: [], limit: 2) == [])
    #expect(try await repository.commits(reachableFrom: [merge], hiding: [merge], limit: 2) == [])
    let absent = try ObjectID(String(repeating: "12", count: 20))
    try await expectGitError(.noSuchObject) {
      try await repository.commits(reachableFrom: [merge], hiding: [absent], limit: 2)
    }
  }

  @Test func `references are listed by prefix and peeled`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    try builder.git("tag", "--annotate", "--message", "a tag", "v1")
    try builder.git("tag", "blob", try builder.git("rev-parse", "HEAD:a.txt"))
    try builder.git("branch", "other")
    try builder.git("update-ref", "refs/remotes/origin/main", first.hexadecimal)
    try builder.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    try builder.git("symbolic-ref", "refs/remotes/origin/gone", "refs/remotes/origin/absent")
    let repository = try open(builder)
    #expect(
      try await repository.references(startingWith: "refs/heads/") == [
        Reference(name: "refs/heads/main", commit: first), Reference(name: "refs/heads/other", commit: first),
      ])
    #expect(
      try await repository.references(startingWith: "refs/tags/") == [
        Reference(name: "refs/tags/blob", commit: nil), Reference(name: "refs/tags/v1", commit: first),
      ])
    #expect(
      try await repository.references(startingWith: "refs/remotes/origin/") == [
        Reference(name: "refs/remotes/origin/HEAD", commit: first),
        Reference(name: "refs/remotes/origin/gone", commit: nil),
        Reference(name: "refs/remotes/origin/main", commit: first),
      ])
    #expect(try await repository.references(startingWith: "refs/heads/*") == [])
    try builder.git("pack-refs", "--all")
    #expect(try await repository.references(startingWith: "refs/heads/").count == 2)
  }

  @Test func `objects are known or not`() async throws {
    let builder = try RepositoryBuilder()
    let first = try builder.commit("first")
    let repository = try open(builder)
    #expect(try await repository.contains(first))
    #expect(try await !repository.contains(ObjectID(String(repeating: "12", count: 20))))
    #expect(try await !repository.contains(ObjectID(String(repeating: "0", count: 40))))
    #expect(try await !repository.contains(ObjectID(String(repeating: "12", count: 32))))
    try await expectGitError(.unsupported) {
      try await repository.blob(ObjectID(String(repeating: "12", count: 32)), limit: 10)
    }
  }
}
