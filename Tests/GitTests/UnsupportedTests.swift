import SourceText
import TestSupport
import Testing

@testable import Git

struct UnsupportedTests {
  private let builder: RepositoryBuilder
  private let clone: String

  init() throws {
    builder = try RepositoryBuilder()
    try builder.git("config", "uploadpack.allowFilter", "true")
    for number in 1...3 {
      try builder.write("folder/a.txt", "version \(number)\n")
      try builder.commit("commit \(number)")
    }
    clone = builder.sibling("clone")
  }

  @Test func `a shallow clone serves what it has and says where it ends`() async throws {
    try builder.git("clone", "--quiet", "--depth", "2", "file://\(builder.path)", clone)
    let repository = try open(at: clone)
    let head = try builder.id(of: "HEAD")
    let parent = try builder.id(of: "HEAD~1")
    #expect(
      try await repository.changes(from: .commit(parent), to: .commit(head)).text == ["-version 2", "+version 3"])
    for error in [
      try await expectGitError(.unsupported) {
        try await repository.commits(reachableFrom: [head], hiding: [], limit: 10)
      },
      try await expectGitError(.unsupported) {
        try await repository.changes(from: .commit(builder.id(of: "HEAD~2")), to: .commit(head))
      },
    ] {
      #expect(error.description.contains("shallow clone"))
      #expect(error.description.contains("git fetch --unshallow"))
    }
  }

  @Test func `a partial clone says which object it lacks`() async throws {
    try builder.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://\(builder.path)", clone)
    let repository = try open(at: clone)
    let head = try builder.id(of: "HEAD")
    let blob = try builder.id(of: "HEAD:folder/a.txt")
    let error = try await expectGitError(.unsupported) { try await repository.blob(blob, limit: 100) }
    #expect(error.description.contains("partial clone"))
    #expect(error.description.contains(blob.hexadecimal))
    let change = try await repository.changes(from: .commit(builder.id(of: "HEAD~1")), to: .commit(head))
    #expect(try change.omission("folder/a.txt").reason.contains("partial clone"))
    #expect(try await repository.commits(reachableFrom: [head], hiding: [], limit: 10).count == 3)
  }

  @Test func `a split index is refused by name, but commits are served`() async throws {
    try builder.git("update-index", "--split-index")
    let repository = try open(builder)
    let error = try await expectGitError(.unsupported) {
      try await repository.changes(from: .empty, to: .index)
    }
    #expect(error.description.contains("split index"))
    let change = try await repository.changes(from: .empty, to: .commit(builder.id(of: "HEAD")))
    #expect(change.omissions == [])
    #expect(change.text == ["+version 3"])
  }

  @Test func `a sparse index is refused by name, but commits are served`() async throws {
    try builder.write("other/b.txt", "b\n")
    try builder.commit("other")
    try builder.git("sparse-checkout", "init", "--cone", "--sparse-index")
    try builder.git("sparse-checkout", "set", "folder")
    let repository = try open(builder)
    let error = try await expectGitError(.unsupported) { try await repository.entries(in: .index, below: nil) }
    #expect(error.description.contains("sparse index"))
    #expect(try await repository.entries(in: .commit(builder.id(of: "HEAD")), below: nil).count == 2)
  }
}
