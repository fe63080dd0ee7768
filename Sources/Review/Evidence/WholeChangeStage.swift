internal import Evidence
internal import Git
internal import SourceText

/// Runs the rules that look at a whole change, and lets them read the states before and after it.
struct WholeChangeStage {
  let files: [ChangedFile]
  let range: ReviewRange
  let disabledRules: Set<String>

  /// What the rules find, and what they left out.
  func run(in repository: any Repository) async throws -> (findings: [Finding], omissions: [Omission]) {
    let rules = EvidenceRules.ofWholeChanges.filter { !disabledRules.contains(type(of: $0).description.id) }
    guard !rules.isEmpty, !files.isEmpty else { return ([], []) }
    let change = WholeChange(
      files: files, base: SnapshotTree(snapshot: range.base, repository: repository),
      head: SnapshotTree(snapshot: range.head, repository: repository))
    return try await EvidenceScan.run(change, rules: rules)
  }
}

/// A snapshot as the rules see it; its list of files is read once, when the first rule asks for it.
private actor SnapshotTree: SourceTree {
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
