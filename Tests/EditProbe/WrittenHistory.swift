import Git
import SourceText

/// What `edit-probe write` does with a repository whose branch `main` leads to a commit: all that a writer can.
enum WrittenHistory {
  static func write(into repository: String) async throws {
    let writer = try await RepositoryOpener.openForWriting(at: repository)
    guard let base = try await writer.target(ofReference: "refs/heads/main") else {
      throw GitError(.noSuchRevision, "there is no branch main")
    }
    let files = try await writer.write((0..<3).map { StoredObject(.blob, Array("content \($0)\n".utf8)) })
    let tree = try await writer.writeTree(
      try files.enumerated().map { number, file in
        TreeChange(try RelativePath("made/\(number)/file"), .put(file, .regular))
      }, onto: base)
    let author = Signature(name: "Ada Lovelace", email: "ada@example.org", time: 1_700_000_000)
    let commit = try await writer.writeCommit(
      CommitContent(tree: tree, parents: [base], author: author, message: "Made by the probe"))
    try await writer.update(.create("refs/heads/made", at: commit, message: "made"))
    try await writer.update(.move("refs/heads/moved", from: base, to: commit, message: "moved"))
    try await writer.update(.create("refs/fulcrum/backup/new", at: commit, message: "kept"))
    try await writer.update(.delete("refs/fulcrum/backup/loose", at: base))
    try await writer.update(.delete("refs/fulcrum/backup/packed", at: base))
  }
}
