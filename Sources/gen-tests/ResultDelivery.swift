import CommandLineSupport
import Editing
import Git
import Processes
import SourceText
import TestGeneration

/// Hands the written tests over: as a patch, as a branch, or into the work tree.
struct ResultDelivery {
  let repository: any Repository
  let copies: ProjectCopies

  /// The change as git would show it; empty when nothing was written.
  func patch(of files: [GenerationReport.WrittenFile]) async throws -> String {
    guard !files.isEmpty else { return "" }
    let writer = try await writer()
    let before = try await writer.writeTree(try await changes(files, in: writer) { $0.before }, onto: copies.commit)
    let after = try await writer.writeTree(try await changes(files, in: writer) { $0.after }, onto: copies.commit)
    return String(decoding: try await writer.patch(from: before, to: after), as: UTF8.self)
  }

  /// Commits the change onto a new branch that begins at the commit of the copies.
  ///
  /// - Throws: `GitError`, also when there is such a branch.
  func commit(_ files: [GenerationReport.WrittenFile], to branch: String, time: Int) async throws -> ObjectID {
    let writer = try await writer()
    let tree = try await writer.writeTree(try await changes(files, in: writer) { $0.after }, onto: copies.commit)
    let name = try await repository.configuration("user.name")?.text ?? "gen-tests"
    let email = try await repository.configuration("user.email")?.text ?? "gen-tests@localhost"
    let author = Signature(name: name, email: email, time: Int64(max(0, time)))
    let id = try await writer.writeCommit(
      CommitContent(
        tree: tree, parents: [copies.commit], author: author,
        message:
          "Add generated tests\n\nEach compiles, passes repeatedly, and covers code or notices a mutant that no other does."
      ))
    try await writer.update(.create("refs/heads/\(branch)", at: id, message: "gen-tests: generated tests"))
    return id
  }

  /// Writes the change into the work tree, all of it or nothing.
  ///
  /// - Returns: how many files were written.
  /// - Throws: `EditingError`; `CommandLineError` for a repository without a work tree.
  func apply(_ files: [GenerationReport.WrittenFile]) async throws -> Int {
    let location = await repository.location
    guard let workTree = location.workTree,
      let state = StateFolder.path(environment: ProcessEnvironment.currentVariables)
    else {
      throw CommandLineError(.precondition, "--apply needs a repository with a work tree; take --branch or --patch")
    }
    let transaction = try await EditTransaction.open(
      RootFolder(workTree), journal: "\(state)/journals/\(ContentHash(of: workTree).hexadecimal.prefix(32))")
    let operations = files.map { file -> FileOperation in
      if let before = file.before {
        let bytes = Array(before.utf8)
        return FileOperation(
          file.path,
          .edit(
            base: ContentHash(of: bytes),
            [FileOperation.Replacement(0..<bytes.count, Array(file.after.utf8))]), reason: "generated tests")
      }
      return FileOperation(file.path, .create(Array(file.after.utf8), isExecutable: false), reason: "generated tests")
    }
    let change = try await transaction.check(operations)
    if let skipped = change.skipped.first { throw CommandLineError(.precondition, "\(skipped)") }
    _ = try await transaction.apply(change)
    return files.count
  }

  private func writer() async throws -> any RepositoryWriter {
    let location = await repository.location
    return try await RepositoryOpener.openForWriting(at: location.workTree ?? location.gitFolder)
  }

  /// The files of one state, as changes of a tree.
  private func changes(
    _ files: [GenerationReport.WrittenFile], in writer: any RepositoryWriter,
    _ text: (GenerationReport.WrittenFile) -> String?
  ) async throws -> [TreeChange] {
    var changes: [TreeChange] = []
    for file in files {
      guard let text = text(file) else { continue }
      changes.append(TreeChange(file.path, .put(try await writer.write(blob: Array(text.utf8)), .regular)))
    }
    return changes
  }
}
