import Foundation
import Git
import SourceText
import TestSupport
import Testing

@testable import Editing

struct GitBackupTests {
  /// A repository with a committed file that was changed since, an untracked one, and an edit of both.
  private func changed() async throws -> (RepositoryBuilder, GitBackup) {
    let repository = try RepositoryBuilder()
    try repository.write("a", "committed\n")
    try repository.write("other", "other\n")
    try repository.commit("first")
    try repository.write("a", "changed\n")
    try repository.write("deep/untracked", "new\n")
    return (repository, GitBackup(try await RepositoryOpener.openForWriting(at: repository.path)))
  }

  private func transaction(_ repository: RepositoryBuilder, _ backup: GitBackup) async throws -> EditTransaction {
    try await EditTransaction.open(
      RootFolder(repository.path), journal: repository.sibling("journal"), backup: backup)
  }

  private let operations: @Sendable () throws -> [FileOperation] = {
    [
      try edit("a", "changed\n", (0..<7, "edited")), try delete("deep/untracked", "new\n"), try create("b", "b\n"),
    ]
  }

  @Test func `the old contents, committed or not, are kept under the suite's own reference`() async throws {
    let (repository, backup) = try await changed()
    let index = try Data(contentsOf: URL(filePath: "\(repository.path)/.git/index"))
    let branches = try repository.git("for-each-ref", "refs/heads")
    let transaction = try await transaction(repository, backup)
    let applied = try await transaction.apply(try await transaction.check(operations()))

    let reference = GitBackup.reference(of: applied.run)
    #expect(try repository.git("rev-parse", reference) == applied.backup)
    #expect(try repository.git("ls-tree", "-r", "--name-only", reference) == "a\ndeep/untracked")
    #expect(try repository.git("show", "\(reference):a") == "changed")
    #expect(try Data(contentsOf: URL(filePath: "\(repository.path)/.git/index")) == index)
    #expect(try repository.git("for-each-ref", "refs/heads") == branches)

    try repository.git("gc", "--quiet", "--prune=now")
    #expect(try await transaction.restore(applied).left == [])
    #expect(try repository.git("status", "--porcelain") == " M a\n?? deep/")
    try await transaction.forgetRuns(before: .max)
    #expect(try repository.git("for-each-ref", "refs/fulcrum") == "")
  }

  @Test func `an unfinished run is taken back from git`() async throws {
    let (repository, backup) = try await changed()
    let run: RunID
    do {
      let transaction = try await transaction(repository, backup)
      run = try await transaction.apply(try await transaction.check(operations())).run
    }
    let journal = URL(filePath: repository.sibling("journal/\(run).jsonl"))
    let intent = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")[0]
    try Data("\(intent)\n".utf8).write(to: journal)
    let later = try await transaction(repository, backup)
    #expect(later.recovered.map(\.run) == [run])
    #expect(later.recovered[0].left == [])
    #expect(try String(contentsOfFile: "\(repository.path)/a", encoding: .utf8) == "changed\n")
    #expect(try repository.git("status", "--porcelain") == " M a\n?? deep/")
  }

  @Test func `a change that fails leaves no reference`() async throws {
    let (repository, backup) = try await changed()
    let transaction = try await transaction(repository, backup)
    let change = try await transaction.check(operations())
    try repository.write("a", "user\n")
    await #expect(throws: EditingError.self) { try await transaction.apply(change) }
    #expect(try repository.git("for-each-ref", "refs/fulcrum") == "")
  }
}
