import SourceText
import TestSupport
import Testing

@testable import Git

struct BlameTests {
  @Test(arguments: [false, true])
  func `each line has the commit that brought it`(isProgram: Bool) async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a b.txt", "one\ntwo\n\nfour\n")
    let first = try builder.commit("first")
    try builder.git("mv", "a b.txt", "ü.txt")
    try builder.write("ü.txt", "one\n2\n\nfour\nlast")
    let second = try builder.commit("second\n\nwith a body")
    try builder.write("ü.txt", "what lies in the work tree\n")
    let repository: any Repository = isProgram ? try await openWithProgram(builder) : try open(builder)
    let path = try RelativePath("ü.txt")
    let blame = try await repository.blame(path, at: second, lines: nil)
    #expect(blame.map(\.number) == [1, 2, 3, 4, 5])
    #expect(blame.map(\.text) == ["one", "2", "", "four", "last"])
    #expect(blame.map(\.commit) == [first, second, first, first, second])
    #expect(blame.map(\.summary) == ["first", "second", "first", "first", "second"])
    #expect(Set(blame.map(\.author)) == ["Ada Lovelace <ada@example.org>"])
    #expect(try await blame.first?.time == repository.commit(named: first.hexadecimal).time)
    let part = try await repository.blame(path, at: second, lines: LineRange(2, 3))
    #expect(part == Array(blame[1...2]))
  }

  @Test func `what is not there is said`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    let repository = try open(builder)
    let error = try await expectGitError(.noSuchObject) {
      try await repository.blame(RelativePath("b.txt"), at: first, lines: nil)
    }
    #expect(error.description.contains("“b.txt”"))
    try await expectGitError(.invalidInput) {
      try await repository.blame(RelativePath("a.txt"), at: first, lines: LineRange(2, 3))
    }
    try await expectGitError(.noSuchObject) {
      try await repository.blame(
        RelativePath("a.txt"), at: ObjectID(String(repeating: "ab", count: 20)), lines: nil)
    }
  }

  @Test func `without a git program that is said`() async throws {
    let builder = try RepositoryBuilder()
    try builder.write("a.txt", "one\n")
    let first = try builder.commit("first")
    let repository = try LibraryRepository.open(at: builder.path, variables: ["PATH": "/nowhere:relative:."])
    let error = try await expectGitError(.unsupported) {
      try await repository.blame(RelativePath("a.txt"), at: first, lines: nil)
    }
    #expect(error.description.contains("install git"))
  }
}
