import SourceText
import TestSupport
import Testing

@testable import Git

struct FilesTests {
  @Test func `files of a commit are found and listed in order`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("b/c.txt", "c\n")
    try builder.write("b.txt", "b\n")
    try builder.write("b-a", "a\n")
    try builder.writeScript("run.sh", "#!/bin/sh\n")
    try builder.git("config", "core.symlinks", "true")
    let first = try builder.commit("first")
    try builder.write("later.txt", "later\n")
    try builder.git("add", "later.txt")
    let repository = try open(builder)

    let entries = try await repository.entries(in: .commit(first), below: nil)
    #expect(entries.map(\.path.string) == ["b-a", "b.txt", "b/c.txt", "run.sh"])
    #expect(entries.last?.mode == .executable)
    #expect(try await repository.entries(in: .index, below: nil).map(\.path.string).contains("later.txt"))
    let folder = try RelativePath("b")
    for snapshot in [Snapshot.commit(first), .index] {
      #expect(try await repository.entries(in: snapshot, below: folder).map(\.path.string) == ["b/c.txt"])
      #expect(try await repository.entries(in: snapshot, below: RelativePath("none")) == [])
      #expect(try await repository.entries(in: snapshot, below: RelativePath("b.txt")) == [])
      let entry = try await repository.entry(at: RelativePath("b/c.txt"), in: snapshot)
      #expect(try await repository.blob(#require(entry).id, limit: 100) == Array("c\n".utf8))
      #expect(try await repository.entry(at: RelativePath("b/d.txt"), in: snapshot) == nil)
      #expect(try await repository.entry(at: RelativePath("b.txt/d"), in: snapshot) == nil)
    }
    #expect(try await repository.entry(at: folder, in: .commit(first))?.mode == .folder)
    #expect(try await repository.entries(in: .empty, below: nil) == [])
    #expect(try await repository.entry(at: folder, in: .empty) == nil)
  }

  @Test func `folders are listed one by one, in a commit, in the index and under a patch`() async throws {
    let builder = try RepositoryBuilder()
    for path in ["a/b/c.txt", "a/b/d/e.txt", "a/b-c.txt", "a/b0/f.txt", "a.txt", "z.txt"] {
      try builder.write(path, "\(path)\n")
    }
    let first = try builder.commit("first")
    let repository = try open(builder)
    let folders = [nil] + (try ["a", "a/b", "a.txt", "none"].map { try RelativePath($0) })
    func shown(_ listings: [FolderListing]) -> [[String]] {
      listings.map { $0.files.map(\.path.string) + $0.folders.map { "\($0)/" } }
    }
    for snapshot in [Snapshot.commit(first), .index, .workTree] {
      let listings = try await repository.listings(of: folders, in: snapshot, limit: 100)
      #expect(listings.map(\.folder) == folders)
      #expect(
        shown(listings)
          == [["a.txt", "z.txt", "a/"], ["a/b-c.txt", "a/b/", "a/b0/"], ["a/b/c.txt", "a/b/d/"], [], []])
    }
    #expect(shown(try await repository.listings(of: folders, in: .empty, limit: 9)) == [[], [], [], [], []])

    try builder.write("a/b/new/deep/g.txt", "g\n")
    try builder.remove("a/b/c.txt")
    try builder.git("add", "--all")
    let patch = try Patch(parsing: builder.output(arguments: ["diff", "--cached"]))
    let patched = try await PatchedRepository(patch, over: repository)
    #expect(
      shown(try await patched.listings(of: folders, in: .workTree, limit: 100))
        == [["a.txt", "z.txt", "a/"], ["a/b-c.txt", "a/b/", "a/b0/"], ["a/b/d/", "a/b/new/"], [], []])
  }

  @Test func `a blob past the limit is not read, and what is no blob is no file`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "0123456789")
    let first = try builder.commit("first")
    let repository = try open(builder)
    let blob = try builder.id(of: "HEAD:a.txt")
    #expect(try await repository.blob(blob, limit: 10).count == 10)
    let error = try await expectGitError(.tooLarge) { try await repository.blob(blob, limit: 9) }
    #expect(error.description.contains("10 bytes"))
    try await expectGitError(.noSuchObject) { try await repository.blob(first, limit: 1000) }
    try await expectGitError(.noSuchObject) {
      try await repository.blob(ObjectID(String(repeating: "ab", count: 20)), limit: 1000)
    }
    try await expectGitError(.noSuchObject) {
      try await repository.entries(in: .commit(ObjectID(String(repeating: "ab", count: 20))), below: nil)
    }
  }

  @Test func `a tree that names itself a billion times over is given up`() async throws {
    let builder = try RepositoryBuilder()
    let blob = try builder.git(arguments: ["hash-object", "-w", "--stdin"], input: Array("x".utf8))
    var tree = try builder.git(arguments: ["mktree"], input: Array("100644 blob \(blob)\tf\n".utf8))
    for _ in 0..<9 {
      let lines = (0..<10).map { "040000 tree \(tree)\td\($0)\n" }.joined()
      tree = try builder.git(arguments: ["mktree"], input: Array(lines.utf8))
    }
    let commit = try ObjectID(builder.git("commit-tree", "-m", "bomb", tree))
    let repository = try open(builder)
    try await expectGitError(.tooLarge) {
      try await repository.treeEntries(in: .commit(commit), below: nil, limit: 10_000)
    }
    try await expectGitError(.tooLarge) { try await repository.changes(from: .empty, to: .commit(commit)) }
  }
}
