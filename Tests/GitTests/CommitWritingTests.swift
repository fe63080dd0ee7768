import Foundation
import SourceText
import TestSupport
import Testing

@testable import Git

struct CommitWritingTests {
  @Test(arguments: WriterKind.allCases)
  func `a commit is the one that git makes of the same facts`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    try builder.write("a", "1\n")
    let parent = try builder.commit("first")
    let writer = try await kind.open(builder)
    let tree = try builder.id(of: "HEAD^{tree}")
    let author = Signature(name: "Ada Lovelace ü", email: "ada@example.org", time: 1_700_000_000, zone: 330)
    let committer = Signature(name: "C. Babbage", email: "", time: 1_700_000_009, zone: -705)
    let ours = try await writer.writeCommit(
      CommitContent(tree: tree, parents: [parent], author: author, committer: committer, message: "Title\n\nBody ü"))
    let theirs = try builder.git(
      arguments: ["commit-tree", tree.hexadecimal, "-p", parent.hexadecimal],
      environment: [
        "GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email, "GIT_AUTHOR_DATE": "1700000000 +0530",
        "GIT_COMMITTER_NAME": committer.name, "GIT_COMMITTER_EMAIL": "",
        "GIT_COMMITTER_DATE": "1700000009 -1145",
      ], input: Array("Title\n\nBody ü\n".utf8))
    #expect(ours.hexadecimal == theirs)
    let read = try await writer.commitContent(ours)
    #expect(read.author == author)
    #expect(read.committer == committer)
    #expect(read.parents == [parent])
    #expect(read.message == "Title\n\nBody ü\n")
  }

  @Test(arguments: WriterKind.allCases)
  func `what git could not read again is refused`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    let parent = try builder.commit("first")
    let writer = try await kind.open(builder)
    let tree = try builder.id(of: "HEAD^{tree}")
    let absent = try ObjectID(String(repeating: "1", count: parent.hexadecimal.count))
    let fine = CommitContent(
      tree: tree, parents: [parent], author: Signature(name: "A", email: "a@b", time: 0), message: "m")
    let changes: [(GitError.Code, (inout CommitContent) -> Void)] = [
      (.invalidInput, { $0.author.name = "A <b>" }), (.invalidInput, { $0.author.name = " " }),
      (.invalidInput, { $0.author.email = "a\nparent x" }), (.invalidInput, { $0.committer.time = -1 }),
      (.invalidInput, { $0.committer.zone = 1440 }), (.invalidInput, { $0.message = "a\0b" }),
      (.invalidInput, { $0.message = " \n" }), (.noSuchObject, { $0.tree = absent }),
      (.noSuchObject, { $0.tree = parent }), (.noSuchObject, { $0.parents = [tree] }),
    ]
    for (code, change) in changes {
      var commit = fine
      change(&commit)
      try await expectGitError(code) { try await writer.writeCommit(commit) }
    }
    _ = try await writer.writeCommit(fine)
  }

  @Test(arguments: WriterKind.allCases)
  func `what cannot be written says where and why`(kind: WriterKind) async throws {
    let builder = try kind.builder()
    let parent = try builder.commit("first")
    let writer = try await kind.open(builder)
    // A file stands where the folder of the object would be made.
    let content = Array("some content".utf8)
    let id = try await StoredObject(.blob, content).id(nameLength: writer.nameLength)
    let folder = "\(builder.path)/.git/objects/\(id.hexadecimal.prefix(2))"
    try? FileManager.default.removeItem(atPath: folder)
    try Data().write(to: URL(filePath: folder))
    let error = try await expectGitError(.notWritable) { try await writer.write(blob: content) }
    #expect(error.description.contains("\(builder.path)/.git"))
    #expect(error.description.contains("free space"))
    try Data().write(to: URL(filePath: "\(builder.path)/.git/refs/fulcrum"))
    let update = ReferenceUpdate.create("refs/fulcrum/a/b", at: parent, message: "m")
    await #expect(throws: GitError.self) { try await writer.update(update) }
  }
}
