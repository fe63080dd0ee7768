internal import Evidence
internal import Git
internal import SourceText

/// A snapshot as rules and linters see it; its list of files is read once, when one of them first asks for it.
actor SnapshotTree: SourceTree {
  private let snapshot: Snapshot
  private let repository: any Repository
  private var known: [SourceFile]?

  init(snapshot: Snapshot, repository: any Repository) {
    self.snapshot = snapshot
    self.repository = repository
  }

  var files: [SourceFile] {
    get async throws {
      if let known { return known }
      let files = try await repository.entries(in: snapshot, below: nil).map(SourceFile.init)
      known = files
      return files
    }
  }

  func file(at path: RelativePath) async throws -> SourceFile? {
    guard let entry = try await repository.entry(at: path, in: snapshot), entry.mode != .folder else { return nil }
    return SourceFile(entry)
  }

  nonisolated func content(of file: SourceFile, limit: Int) async throws -> [UInt8]? {
    guard file.mode != .submodule else { return nil }
    do {
      return try await repository.blob(file.blob, limit: limit)
    } catch is GitError {
      return nil
    }
  }
}

extension SourceFile {
  fileprivate init(_ entry: TreeEntry) {
    self.init(path: entry.path, mode: entry.mode, blob: entry.id)
  }
}
