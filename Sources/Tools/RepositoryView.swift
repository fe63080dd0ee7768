internal import AgentKernel
package import Git
package import SourceText

/// What the tools of one review look at: a change, and the states of the repository before and after it.
///
/// Everything is read from git objects, never from the working copy, so what the model sees is what would be pushed.
package struct RepositoryView: FileView {
  package let repository: any Repository
  package let base: Snapshot
  package let head: Snapshot
  package let change: ChangeSet

  /// What language servers know of the state after the change; nil when the user named none.
  package var intelligence: CodeIntelligence?

  package init(repository: any Repository, base: Snapshot, head: Snapshot, change: ChangeSet) {
    self.repository = repository
    self.base = base
    self.head = head
    self.change = change
  }

  /// The most bytes of a file that a tool reads.
  static let fileSizeLimit = 4 << 20

  package func text(at path: RelativePath, in version: FileVersion) async throws -> String {
    guard !SensitiveFile.contains(path) else {
      throw ToolError(SensitiveFile.notice(path))
    }
    guard let entry = try await repository.entry(at: path, in: snapshot(version)) else {
      throw ToolError("there is no file \(path) in the \(version.words); `list_files` and `glob` show what there is")
    }
    switch entry.mode {
    case .submodule: throw ToolError("\(path) is a submodule, which is not looked into")
    case .folder: throw ToolError("\(path) is a folder; use `list_files`")
    case .regular, .executable, .symbolicLink: break
    }
    let bytes = try await repository.blob(entry.id, limit: Self.fileSizeLimit)
    guard !BinaryContent.isLikely(bytes) else { throw ToolError("\(path) is a binary file") }
    return String(decoding: bytes, as: UTF8.self)
  }

  func snapshot(_ version: FileVersion) -> Snapshot {
    switch version {
    case .new: head
    case .old: base
    }
  }

  package func files(below folder: RelativePath?, in version: FileVersion) async throws -> [ViewedFile] {
    try await repository.entries(in: snapshot(version), below: folder).map { entry in
      ViewedFile(path: entry.path, isRegular: entry.mode == .regular || entry.mode == .executable, blob: entry.id)
    }
  }

  package func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] {
    let blobs = try await repository.blobs(files.compactMap(\.blob), limit: Self.fileSizeLimit)
    let pairs = files.compactMap { file in file.blob.flatMap { blobs[$0] }.map { (file.path, $0) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
