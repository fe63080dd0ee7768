package import Git
package import SourceText
package import Verification

/// The files of a commit, for a preparation.
package struct CommitFiles: ProjectFiles {
  /// Bytes of the largest file that is taken.
  private static let sizeLimit = 256 << 20

  private let repository: any Repository
  private let entries: [RelativePath: TreeEntry]

  /// Lists the files.
  ///
  /// - Throws: `GitError`.
  package init(of commit: ObjectID, in repository: any Repository) async throws {
    self.repository = repository
    let all = try await repository.entries(in: .commit(commit), below: nil).filter { $0.mode != .submodule }
    entries = Dictionary(all.map { ($0.path, $0) }) { first, _ in first }
  }

  package var files: [ProjectEntry] {
    entries.values.map { ProjectEntry(path: $0.path, mode: $0.mode) }.sorted { $0.path < $1.path }
  }

  package func content(of file: ProjectEntry) async throws -> [UInt8] {
    guard let entry = entries[file.path] else {
      throw GitError(.noSuchObject, "there is no file \(file.path) in the commit")
    }
    return try await repository.blob(entry.id, limit: Self.sizeLimit)
  }
}
