internal import SourceText
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

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

  private let folder: PrivateFolder
  private let lock: JournalLock
  private let backup: any BackupStore
  private let restorer: RunRestorer

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
    let folder = try PrivateFolder(journal)
    let place = try RootFolder(journal)
    guard place.path != root.path, !place.path.hasPrefix(root.path + "/") else {
      throw EditingError(
        .invalid, "the journal \(quoted(place.path)) lies in the folder that is edited; it must lie elsewhere")
    }
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
      kept = try await backup.keep(
        change.files.compactMap { file in file.old.map { BackupFile(file.path, $0) } }, for: run)
    } catch {
      let code = (error as? EditingError)?.code ?? .inputOutput
      throw EditingError(code, "\(error); without a backup nothing is changed")
    }
    switch restorer.turn.mutex.withLock({ _ in carryOut(change, run, kept) }) {
    case .applied(let applied): return applied
    case .failed(let error, let isSettled):
      // A backup too many is no harm.
      if isSettled { try? await backup.forget(kept, of: run) }
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
  /// - Parameter moment: seconds since 1970.
  package func forgetRuns(before moment: Int) async throws {
    for run in try restorer.runs() {
      let journal = try RunJournal.opened(for: run, in: folder)
      guard journal.isFinished, let intent = journal.intent, intent.time < moment else { continue }
      // The other way round, a crash in between would leave a change that cannot be taken back but says so.
      try restorer.removeJournal(of: run)
      try await restorer.stores[intent.store]?.forget(intent.backup, of: run)
    }
  }

  // MARK: - Carrying out

  private enum Outcome {
    case applied(AppliedChange)

    /// Settled: all files are as they were, and nothing of the run is left.
    case failed(EditingError, isSettled: Bool)
  }

  private func carryOut(_ checked: CheckedChange, _ run: RunID, _ kept: String) -> Outcome {
    do throws(EditingError) {
      let change = try current(checked)
      let intent = try self.intent(of: change, run, kept)
      var journal = try RunJournal.created(for: run, in: folder)
      try journal.append(.intent(intent))
      return carryOut(change, intent, &journal)
    } catch {
      try? restorer.removeJournal(of: run)
      return .failed(EditingError(error.code, "\(error); nothing was changed"), isSettled: true)
    }
  }

  private func carryOut(
    _ change: CheckedChange, _ intent: JournalRecord.Intent, _ journal: inout RunJournal
  ) -> Outcome {
    do throws(EditingError) {
      try write(change, intent)
      try journal.append(.done)
    } catch {
      guard !journal.isUncertain else {
        let text = "\(error); the change is in place but not noted as finished, which the next start settles"
        return .failed(EditingError(error.code, text), isSettled: false)
      }
      return takeBack(change, intent, &journal, after: error)
    }
    return .applied(AppliedChange(intent, skipped: change.skipped))
  }

  /// First what comes or changes, then what goes, so that a moved content is always somewhere.
  private func write(_ change: CheckedChange, _ intent: JournalRecord.Intent) throws(EditingError) {
    let writer = FileWriter(root: root, run: intent.run)
    for (file, states) in zip(change.files, intent.files) {
      guard let content = file.new, let state = states.new else { continue }
      try writer.put(content.bytes, state, at: file.path, over: states.old)
    }
    for states in intent.files where states.new == nil {
      if let old = states.old { try writer.remove(states.path, expecting: old) }
    }
  }

  private func takeBack(
    _ change: CheckedChange, _ intent: JournalRecord.Intent, _ journal: inout RunJournal, after error: EditingError
  ) -> Outcome {
    let restoration = Restoration(root: root, intent: intent)
    let contents = change.files.reduce(into: [RelativePath: [UInt8]]()) { $0[$1.path] = $1.old?.bytes }
    do {
      _ = try restoration.removeTemporaryFiles()
      let work = try restoration.work()
      // What somebody changed was the cause, mostly, and is theirs.
      let left = work.left + (try restoration.putBack(work.files, contents))
      try journal.append(.restored(left: left.map(\.path.string)))
      guard left.isEmpty else {
        let lines = left.map(\.description).joined(separator: "; ")
        return .failed(EditingError(error.code, "\(error); all else is as it was, but \(lines)"), isSettled: false)
      }
      try? restorer.removeJournal(of: intent.run)
      return .failed(EditingError(error.code, "\(error); all files are as they were"), isSettled: true)
    } catch let second {
      let text = "\(error); taking it back failed too (\(second)), and the next start tries again"
      return .failed(EditingError(error.code, text), isSettled: false)
    }
  }

  /// The change without what became a conflict since it was checked.
  private func current(_ change: CheckedChange) throws(EditingError) -> CheckedChange {
    var troubles: [SkippedFile] = []
    for file in change.files {
      let old = file.old.map { FileState($0) }
      let entry = try root.entry(at: file.path, limit: old?.size ?? 0)
      if !FileState.matches(old, entry) {
        troubles.append(SkippedFile(file.path, .conflict, "it was changed by somebody else since it was read"))
      }
    }
    let remaining = troubles.isEmpty || rules.troubledFiles == .skip ? change.leaving(troubles) : nil
    guard let remaining, !remaining.files.isEmpty else {
      let skipped = troubles.isEmpty ? change.skipped : troubles
      guard !skipped.isEmpty else { throw EditingError(.invalid, "there is nothing to change") }
      throw EditingError(skipped[0].kind.code, skipped.map(\.description).joined(separator: "; "))
    }
    return remaining
  }

  private func intent(
    of change: CheckedChange, _ run: RunID, _ kept: String
  ) throws(EditingError) -> JournalRecord.Intent {
    let writer = FileWriter(root: root, run: run)
    var folders: [RelativePath] = []
    for file in change.files where file.new != nil {
      for folder in try writer.missingFolders(for: file.path) where !folders.contains(folder) { folders.append(folder) }
    }
    return JournalRecord.Intent(
      run: run, time: time(nil), root: root.path, identity: root.identity, store: backup.name, backup: kept,
      folders: folders,
      files: change.files.map {
        JournalRecord.File(path: $0.path, old: $0.old.map { FileState($0) }, new: $0.new.map { FileState($0) })
      })
  }
}

extension BackupFile {
  init(_ path: RelativePath, _ file: StoredFile) {
    self.init(path: path, bytes: file.bytes, hash: file.hash, isExecutable: file.isExecutable)
  }
}
