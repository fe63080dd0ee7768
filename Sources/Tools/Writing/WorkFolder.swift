internal import AgentKernel
package import Editing
package import SourceText

/// The work area of one agent: what its tools read and change, through a folder that was fixed at the start.
///
/// Nothing here follows a link, reads a pipe or a device, or reaches git's own folder; whatever changes goes through the
/// transaction, which checks, keeps a copy and writes a journal. The agent may replace what it has read, and only as it
/// has read it.
package actor WorkFolder: WorkFiles {
  private nonisolated let transaction: EditTransaction
  private nonisolated let rules: ReadingRules

  /// The hash of each file as the model has seen it last.
  private var seen: [RelativePath: ContentHash] = [:]

  /// What the agent's tools have changed, in order; each can be taken back by the transaction.
  package private(set) var changes: [AppliedChange] = []

  /// What commands have changed: the work of foreign code, which is no part of what the agent did.
  package private(set) var changedByCommands: Set<RelativePath> = []

  /// - Parameters:
  ///   - transaction: the folder, and how it is edited.
  ///   - rules: what is shown of it.
  package init(_ transaction: EditTransaction, rules: ReadingRules = ReadingRules()) {
    self.transaction = transaction
    self.rules = rules
  }

  package nonisolated var root: RootFolder { transaction.root }

  // MARK: - Reading

  package func text(at path: RelativePath, in version: FileVersion) async throws -> String {
    try Self.checkVersion(version)
    guard let file = try readable(path) else {
      throw ToolError("there is no file \(path) here; `list_files` and `glob` show what there is")
    }
    guard !BinaryContent.isLikely(file.bytes) else { throw ToolError("\(path) is a binary file") }
    seen[path] = file.hash
    return String(decoding: file.bytes, as: UTF8.self)
  }

  package nonisolated func files(below folder: RelativePath?, in version: FileVersion) async throws -> [ViewedFile] {
    try Self.checkVersion(version)
    return try listing(below: folder).entries.compactMap { entry -> ViewedFile? in
      switch entry.kind {
      case .file where !rules.isHidden(entry.path): ViewedFile(path: entry.path, isRegular: true)
      case .symbolicLink where !rules.isHidden(entry.path): ViewedFile(path: entry.path, isRegular: false)
      case .file, .folder, .symbolicLink, .special: nil
      }
    }
  }

  package nonisolated func contents(of files: [ViewedFile]) async throws -> [RelativePath: [UInt8]] {
    var contents: [RelativePath: [UInt8]] = [:]
    for file in files {
      try Task.checkCancellation()
      contents[file.path] = (try? readable(file.path))?.bytes
    }
    return contents
  }

  // MARK: - Changing

  package func file(at path: RelativePath, needsReading: Bool) async throws -> StoredFile? {
    guard let file = try readable(path) else { return nil }
    guard let known = seen[path] else {
      if needsReading { throw ToolError("\(path) is there already; read it with `read_file` before you replace it") }
      return file
    }
    guard known == file.hash else {
      throw ToolError("\(path) was changed since you read it; read it again")
    }
    return file
  }

  package func apply(_ operations: [FileOperation]) async throws {
    for operation in operations {
      try Self.checkName(operation.path)
      if case .move(_, let target) = operation.action { try Self.checkName(target) }
    }
    do {
      let checked = try await transaction.check(operations)
      let origins = Self.origins(of: operations)
      for file in checked.files {
        let source = checked.files.first { $0.path == origins[file.path, default: file.path] }
        if let objection = NewText(file.new?.bytes ?? [], over: source?.old?.bytes ?? []).objection {
          throw ToolError("\(file.path) was not changed: \(objection)")
        }
      }
      let applied = try await transaction.apply(checked)
      changes.append(applied)
      for file in checked.files { seen[file.path] = file.new?.hash }
    } catch let error as EditingError {
      throw Self.worded(error)
    }
  }

  package func watching<Result: Sendable>(
    _ work: @Sendable () async throws -> Result
  ) async throws -> (result: Result, changed: [RelativePath]) {
    let before = try FolderState(listing(below: nil), rules)
    let result = try await work()
    // The command may have taken the folder itself away.
    let after = try FolderState(listing(below: nil), rules)
    var changed = Set(after.changes(since: before))
    for (path, hash) in seen where (try? readable(path))?.hash != hash { changed.insert(path) }
    for path in changed { seen[path] = nil }
    changedByCommands.formUnion(changed)
    return (result, changed.sorted())
  }

  // MARK: - Parts

  private nonisolated func listing(below folder: RelativePath?) throws -> FolderListing {
    do {
      return try root.listing(below: folder)
    } catch {
      guard error.code != .outside, error.code != .inputOutput || folder == nil else {
        throw ToolError("there is no folder \(folder?.string ?? ".") here")
      }
      throw Self.worded(error)
    }
  }

  /// A file that may be shown; nil when nothing is there.
  private nonisolated func readable(_ path: RelativePath) throws -> StoredFile? {
    guard !SensitiveFile.contains(path) else { throw ToolError(SensitiveFile.notice(path)) }
    do {
      guard let file = try root.file(at: path, limit: RepositoryView.fileSizeLimit) else { return nil }
      // Its other name may be that of a file which nobody here may read.
      guard file.linkCount <= 1 else {
        throw ToolError("\(path) is not shown: it has other names (hard links), which may lie elsewhere")
      }
      return file
    } catch let error as EditingError {
      throw Self.worded(error)
    }
  }

  /// Where the files that move come from.
  private static func origins(of operations: [FileOperation]) -> [RelativePath: RelativePath] {
    operations.reduce(into: [:]) { origins, operation in
      if case .move(_, let target) = operation.action { origins[target] = operation.path }
    }
  }

  private static func checkVersion(_ version: FileVersion) throws {
    guard version == .new else { throw ToolError("there is no older version here; leave `version` out") }
  }

  private static func checkName(_ path: RelativePath) throws {
    guard !SensitiveFile.contains(path) else {
      throw ToolError("\(path) is not changed: files of this name usually hold secrets")
    }
    guard !NewText.hasHiddenCharacters(path.string) else {
      throw ToolError("the path holds characters that nobody sees; choose a plain name")
    }
  }

  /// What the file system refuses is a failure of the tool; the rest is an answer for the model.
  private static func worded(_ error: EditingError) -> any Error {
    error.code == .inputOutput || error.code == .busy ? error : ToolError("\(error)")
  }
}
