internal import SourceText
internal import Synchronization

/// The one way in which files are changed: operations are checked, backed up, written into a journal and carried out.
///
/// Each file is old or new at any moment, whatever happens to the process. A change of several files is not made at once,
/// but one that does not come to its end is taken back: at once after a fault, at the next start after a crash. (What a
/// power failure does depends on the disk; all that must be there before the next step is synced.)
///
/// Modes and owners are kept. Files with access control lists or extended attributes are refused, since a file in their
/// place would lack them.
package final class EditTransaction: Sendable {
  package let root: RootFolder
  package let rules: EditRules

  /// What earlier runs had left unfinished, and became of it when this one began.
  package let recovered: [RestoredChange]

  let folder: PrivateFolder
  private let lock: JournalLock
  let backup: any BackupStore
  let restorer: RunRestorer

  /// Begins to edit in a folder: keeps other runs away, and takes back what an earlier one left unfinished.
  ///
  /// - Parameters:
  ///   - root: where files are changed.
  ///   - journal: the absolute path of a folder for this root alone, outside it; made when it is missing. Nobody but this
  ///     program may write there.
  ///   - backup: where old contents are kept; nil for files beside the journal.
  /// - Throws: `EditingError`: `.busy` when another run is at work, `.inputOutput` when an unfinished run cannot be taken
  ///   back.
  package static func open(
    _ root: RootFolder, journal: String, backup: (any BackupStore)? = nil, rules: EditRules = EditRules()
  ) async throws -> EditTransaction {
    func checkPlace(_ path: String) throws(EditingError) {
      guard path != root.path, !path.hasPrefix(root.path + "/") else {
        throw EditingError(
          .invalid, "the journal \(quoted(path)) lies in the folder that is edited; it must lie elsewhere")
      }
    }
    // Before it is made, and once more when all links on the way are known.
    try checkPlace(journal)
    let folder = try PrivateFolder(journal)
    try checkPlace(try RootFolder(journal).path)
    let lock = try JournalLock.taken(in: folder, for: root.path)
    let inFolder = FolderBackup(folder)
    var stores: [String: any BackupStore] = [inFolder.name: inFolder]
    if let backup { stores[backup.name] = backup }
    let restorer = RunRestorer(root: root, folder: folder, stores: stores, turn: RunRestorer.Turn())
    let recovered = try await restorer.recover()
    return EditTransaction(root, rules, recovered, folder, lock, backup ?? inFolder, restorer)
  }

  private init(
    _ root: RootFolder, _ rules: EditRules, _ recovered: [RestoredChange], _ folder: PrivateFolder,
    _ lock: consuming JournalLock, _ backup: any BackupStore, _ restorer: RunRestorer
  ) {
    self.root = root
    self.rules = rules
    self.recovered = recovered
    self.folder = folder
    self.lock = lock
    self.backup = backup
    self.restorer = restorer
  }

  /// Checks operations against the folder as it is now, and writes nothing; see `EditCheck`.
  package func check(_ operations: [FileOperation]) async throws -> CheckedChange {
    try await EditCheck(in: root, rules: rules).check(operations)
  }

  /// Carries a change out: all of it or nothing.
  ///
  /// A file that somebody changed since the check is a conflict: by the rules, it is left alone with all that depends on
  /// it, or nothing is changed.
  ///
  /// - Throws: `EditingError`, whose text says whether all files are as they were. When they are not, the next start
  ///   takes the rest back.
  package func apply(_ change: CheckedChange) async throws -> AppliedChange {
    try Task.checkCancellation()
    let run = RunID.random()
    let kept: String
    do {
      try begin(run)
      kept = try await backup.keep(
        change.files.compactMap { file in file.old.map { BackupFile(file.path, $0) } }, for: run)
    } catch {
      try? await restorer.discard(run, in: backup.name)
      let code = (error as? EditingError)?.code ?? .inputOutput
      throw EditingError(code, "\(error); without a backup nothing is changed")
    }
    switch restorer.turn.mutex.withLock({ _ in carryOut(change, run, kept) }) {
    case .applied(let applied): return applied
    case .failed(let error, let isSettled):
      // A backup too many is no harm, and the next start throws it away.
      if isSettled { try? await forget(run, in: backup.name) }
      throw error
    }
  }

  /// Takes a change back: exactly the paths that it touched, and of those the ones that nobody changed since.
  ///
  /// - Throws: `EditingError`; what could not be taken back is tried again at the next start.
  package func restore(_ change: AppliedChange) async throws -> RestoredChange {
    guard let restored = try await restorer.restore(change.run) else {
      throw EditingError(.invalid, "the change \(change.run) has no journal any more")
    }
    return restored
  }

  /// The changes that are in place and can be taken back, oldest first.
  package func changes() throws -> [AppliedChange] {
    var changes: [AppliedChange] = []
    for run in try restorer.runs() {
      let journal = try RunJournal.opened(for: run, in: folder)
      if case .done? = journal.records.last, let intent = journal.intent { changes.append(AppliedChange(intent)) }
    }
    return changes.sorted { $0.time < $1.time }
  }

  /// Throws the journals and backups away of runs that ended before a moment; they cannot be taken back any more.
  ///
  /// What is kept in a store that is not at hand stays, since nobody would know of it without its journal.
  ///
  /// - Parameter moment: seconds since 1970.
  package func forgetRuns(before moment: Int) async throws {
    for run in try restorer.runs() {
      let journal = try RunJournal.opened(for: run, in: folder)
      guard journal.isFinished, let intent = journal.intent, intent.time < moment else { continue }
      if restorer.stores[intent.store] != nil { try await forget(run, in: intent.store) }
    }
  }

  /// Writes down that a run will keep a backup, before it does.
  private func begin(_ run: RunID) throws(EditingError) {
    var journal = try RunJournal.created(for: run, in: folder)
    try journal.append(.begun(store: backup.name))
  }

  /// Throws the backup and the journal of a run away that nobody takes back any more.
  private func forget(_ run: RunID, in store: String) async throws {
    // A crash in between must not leave a change that says that it can be taken back.
    var journal = try RunJournal.opened(for: run, in: folder)
    try journal.append(.forgetting)
    try await restorer.discard(run, in: store)
  }
}

extension BackupFile {
  init(_ path: RelativePath, _ file: StoredFile) {
    self.init(path: path, bytes: file.bytes, hash: file.hash, isExecutable: file.isExecutable)
  }
}
