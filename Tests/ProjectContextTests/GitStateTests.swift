import Git
import SourceText
import TestSupport
import Testing

@testable import ProjectContext

struct GitStateTests {
  private let builder: RepositoryBuilder

  init() throws {
    builder = try RepositoryBuilder()
    try builder.write("a", "1\n")
    try builder.commit("One")
  }

  private func state(counting: Bool = false) async throws -> GitState {
    let state = try await GitState.reading(LibraryRepository.open(at: builder.path), countingFiles: counting)
    // Whatever reads the repository, it stands where it stands.
    let other = try await GitState.reading(ProgramRepository.open(at: builder.path), countingFiles: counting)
    #expect(state == other)
    return state
  }

  @Test func `the branch, its commit and the commit's day are told`() async throws {
    let state = try await state()
    #expect(state.branch == "main")
    #expect(state.head?.id == (try builder.id(of: "HEAD")))
    #expect(state.text.hasPrefix("Branch: main, at \(try builder.id(of: "HEAD").short) of 2023-11-1"))
    #expect(state.upstream == nil)
    #expect(state.uncommitted == nil)
  }

  @Test func `a commit without a branch, and a branch without a commit`() async throws {
    try builder.git("checkout", "--quiet", "--detach")
    let detached = try await state()
    #expect(detached.branch == nil)
    #expect(detached.text.hasSuffix("on no branch"))
    try builder.git("checkout", "--quiet", "--orphan", "fresh")
    let unborn = try await state()
    #expect(unborn.branch == "fresh")
    #expect(unborn.text == "Branch: fresh, without a commit")
  }

  @Test func `commits ahead of the upstream and behind it are counted`() async throws {
    try builder.addBareRemote()
    try builder.git("push", "--quiet", "--set-upstream", "origin", "main")
    for text in ["2", "3"] {
      try builder.write("a", text)
      try builder.commit(text)
    }
    #expect(try await state().upstream == GitState.Upstream(name: "origin/main", ahead: 2, behind: 0))
    try builder.git("push", "--quiet")
    try builder.git("reset", "--quiet", "--hard", "HEAD~2")
    try builder.write("b", "b")
    try builder.commit("b")
    let state = try await state()
    #expect(state.upstream == GitState.Upstream(name: "origin/main", ahead: 1, behind: 2))
    #expect(state.text.contains("Against origin/main: 1 ahead, 2 behind"))
  }

  @Test func `files that are not committed are counted on demand`() async throws {
    try builder.write("b", "staged\n")
    try builder.git("add", "b")
    try builder.write("a", "changed\n")
    try builder.write("c", "new\n")
    let state = try await state(counting: true)
    #expect(state.uncommitted == GitState.Uncommitted(staged: 1, unstaged: 2))
    #expect(state.text.contains("Not committed: 1 files staged, 2 files not staged"))
  }

  @Test func `nothing in it depends on the clock`() async throws {
    let first = try await state(counting: true)
    // A file's time is not its content.
    try builder.write("a", "1\n")
    #expect(try await state(counting: true) == first)
  }
}
