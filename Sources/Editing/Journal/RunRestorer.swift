internal import Git
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
      let journal = try RunJournal.opened(for: run, in: folder)
      if journal.isFinished { continue }
      if journal.isDisposable {
        try await discardAbandoned(run, in: journal.store)
      } else if let change = try await restore(run) {
        restored.append(change)
      }
    }
    try removeOrphans(besides: try runs())
    return restored
  }

  /// Takes one run back.
  ///
  /// - Returns: nil when there is nothing to take back, since the run had touched nothing or is being forgotten.
  func restore(_ run: RunID) async throws -> RestoredChange? {
    var journal = try RunJournal.opened(for: run, in: folder)
    guard let intent = journal.intent, !journal.isDisposable else { return nil }
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

  /// Throws the backup of a run away, and then its journal; what fails in between is done at the next start.
  ///
  /// - Parameter store: the store of the backup; nil when nothing was kept.
  func discard(_ run: RunID, in store: String?, isAbandoned: Bool = false) async throws {
    if let store { try await stores[store]?.forget(run, isAbandoned: isAbandoned) }
    try removeJournal(of: run)
  }

  /// Clears up after a run that was killed before it touched anything, or while it was forgotten.
  private func discardAbandoned(_ run: RunID, in store: String?) async throws {
    // Without its store, whoever has it at hand will do so.
    if let store, stores[store] == nil { return }
    do {
      try await discard(run, in: store, isAbandoned: true)
    } catch is GitError {
      // A backup too many is no harm and no reason not to start; a git that is at work holds a lock for a moment.
    }
  }

  private func removeJournal(of run: RunID) throws(EditingError) {
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
