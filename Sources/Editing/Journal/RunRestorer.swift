internal import SourceText
internal import Synchronization

/// Takes back what runs did, from their journals and backups: after a crash, and when it is asked for.
struct RunRestorer: Sendable {
  let root: RootFolder
  let folder: PrivateFolder

  /// The stores of backups by name.
  let stores: [String: any BackupStore]

  /// Held while files change.
  let turn: Turn

  /// What only one task may do at a time.
  final class Turn: Sendable {
    let mutex = Mutex(())
  }

  /// The runs that have a journal.
  func runs() throws(EditingError) -> [RunID] {
    do {
      return try folder.descriptor.names(limit: .max).compactMap(\.text).compactMap(RunJournal.run(ofFile:))
    } catch {
      throw error.error("list", folder.path)
    }
  }

  /// Takes back all runs that did not come to their end, and clears up what they left.
  func recover() async throws -> [RestoredChange] {
    var restored: [RestoredChange] = []
    for run in try runs() {
      guard try !RunJournal.opened(for: run, in: folder).isFinished else { continue }
      if let change = try await restore(run) { restored.append(change) }
    }
    try removeOrphans(besides: try runs())
    return restored
  }

  /// Takes one run back.
  ///
  /// - Returns: nil when the run had touched nothing; its journal is then gone.
  func restore(_ run: RunID) async throws -> RestoredChange? {
    var journal = try RunJournal.opened(for: run, in: folder)
    guard let intent = journal.intent else {
      try removeJournal(of: run)
      return nil
    }
    if case .restored? = journal.records.last {
      throw EditingError(.invalid, "the change \(run) was taken back already")
    }
    guard intent.root == root.path || intent.identity.inode == root.identity.inode else {
      throw EditingError(
        .invalid, "the journal \(quoted(folder.path)) is that of \(quoted(intent.root)), not of \(quoted(root.path))")
    }
    let restoration = Restoration(root: root, intent: intent)
    let work = try restoration.work()
    let contents = try await contents(of: work.files, intent)
    return try turn.mutex.withLock { _ in
      let temporaryFileCount = try restoration.removeTemporaryFiles()
      if journal.isFinished { try journal.append(.restoring) }
      let left = work.left + (try restoration.putBack(work.files, contents))
      try journal.append(.restored(left: left.map(\.path.string)))
      let leftPaths = Set(left.map(\.path))
      return RestoredChange(
        run: run, restored: intent.files.map(\.path).filter { !leftPaths.contains($0) },
        left: left.sorted { $0.path < $1.path }, temporaryFileCount: temporaryFileCount, store: intent.store,
        backup: intent.backup)
    }
  }

  func removeJournal(of run: RunID) throws(EditingError) {
    do {
      try folder.descriptor.remove(RunJournal.name(of: run))
      try folder.descriptor.synchronize()
    } catch {
      if error.isAbsence { return }
      throw error.error("remove", "\(folder.path)/\(RunJournal.name(of: run))")
    }
  }

  /// The old contents of those files that had one and whose backup still holds it.
  private func contents(
    of files: [JournalRecord.File], _ intent: JournalRecord.Intent
  ) async throws -> [RelativePath: [UInt8]] {
    guard let store = stores[intent.store] else {
      throw EditingError(
        .inputOutput,
        "the backup \(quoted(intent.backup)) of the change \(intent.run) is kept in a store that is not at hand (\(intent.store))"
      )
    }
    let hashes = files.reduce(into: [RelativePath: String]()) { $0[$1.path] = $1.old?.hash }
    return try await store.contents(of: hashes, in: intent.backup).filter { path, bytes in
      ContentHash(of: bytes).hexadecimal == hashes[path]
    }
  }

  /// Removes backups whose runs ended before they had a journal.
  private func removeOrphans(besides runs: [RunID]) throws {
    let known = Set(runs.map { FolderBackup.prefix + $0.string })
    do {
      for name in try folder.descriptor.names(limit: .max).compactMap(\.text) {
        if name.hasPrefix(FolderBackup.prefix), !known.contains(name) { try folder.removeFolder(name) }
      }
    } catch let fault as SystemFault {
      throw fault.error("clear up", folder.path)
    }
  }
}
