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
    let lines = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n").prefix(2)
    try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: journal)
    let later = try await transaction(repository, backup)
    #expect(later.recovered.map(\.run) == [run])
    #expect(later.recovered[0].left == [])
    #expect(try String(contentsOfFile: "\(repository.path)/a", encoding: .utf8) == "changed\n")
    #expect(try repository.git("status", "--porcelain") == " M a\n?? deep/")
  }

  @Test func `the backup of a run that was killed before its intent is cleared, with its lock, and no other one`()
    async throws
  {
    let (repository, backup) = try await changed()
    let run: RunID
    do {
      let transaction = try await transaction(repository, backup)
      run = try await transaction.apply(try await transaction.check(operations())).run
    }
    // As it was when the run had kept what files hold, and nothing else.
    let journal = URL(filePath: repository.sibling("journal/\(run).jsonl"))
    let begun = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")[0]
    try Data("\(begun)\n".utf8).write(to: journal)
    let references = "\(repository.path)/.git/refs/fulcrum/backup"
    try Data().write(to: URL(filePath: "\(references)/\(run).lock"))

    // Another run of the same repository, in another folder, and what some other program's state may know of.
    let other = try EditedFolder(["a": "A"])
    let living = try await other.transaction(backup: backup)
    let kept = try await living.apply(try await living.check([edit("a", "A", (0..<1, "1"))])).run
    try repository.git("update-ref", "refs/fulcrum/backup/0123456789abcdef", "HEAD")
    try Data().write(to: URL(filePath: "\(references)/fedcba9876543210.lock"))

    #expect(try await transaction(repository, backup).recovered == [])
    #expect(
      try Set(FileManager.default.contentsOfDirectory(atPath: references))
        == ["0123456789abcdef", "fedcba9876543210.lock", "\(kept)"])
    #expect(!FileManager.default.fileExists(atPath: journal.path))
    #expect(try await living.restore(try #require(try living.changes().first)).left == [])
  }

  @Test func `without its repository at hand, what is left in it waits`() async throws {
    let (repository, backup) = try await changed()
    do {
      let transaction = try await transaction(repository, backup)
      let run = try await transaction.apply(try await transaction.check(operations())).run
      let journal = URL(filePath: repository.sibling("journal/\(run).jsonl"))
      let begun = try String(contentsOf: journal, encoding: .utf8).split(separator: "\n")[0]
      try Data("\(begun)\n".utf8).write(to: journal)
    }
    do {
      _ = try await EditTransaction.open(RootFolder(repository.path), journal: repository.sibling("journal"))
    }
    #expect(try repository.git("for-each-ref", "refs/fulcrum") != "")
    do {
      let transaction = try await transaction(repository, backup)
      #expect(try repository.git("for-each-ref", "refs/fulcrum") == "")
      try repository.write("c", "c")
      _ = try await transaction.apply(try await transaction.check([delete("c", "c")]))
    }
    do {
      let without = try await EditTransaction.open(
        RootFolder(repository.path), journal: repository.sibling("journal"))
      try await without.forgetRuns(before: .max)
      #expect(try without.changes().count == 1)
    }
    let transaction = try await transaction(repository, backup)
    try await transaction.forgetRuns(before: .max)
    #expect(try transaction.changes().isEmpty)
    #expect(try repository.git("for-each-ref", "refs/fulcrum") == "")
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
