internal import SourceText

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension EditTransaction {
  /// How carrying out ended.
  enum Outcome {
    case applied(AppliedChange)

    /// Settled: all files are as they were, and what is left of the run can be thrown away.
    case failed(EditingError, isSettled: Bool)
  }

  /// Carries a change out whose old contents are kept; only one task may do so at a time.
  func carryOut(_ checked: CheckedChange, _ run: RunID, _ kept: String) -> Outcome {
    do throws(EditingError) {
      let change = try current(checked)
      let intent = try self.intent(of: change, run, kept)
      var journal = try RunJournal.opened(for: run, in: folder)
      try journal.append(.intent(intent))
      return carryOut(change, intent, &journal)
    } catch {
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

  /// Writes everything beside first, then puts it in place, and at last removes what goes.
  ///
  /// So a full disk is met before anything changes and leaves room to take it back, and a moved content is always
  /// somewhere.
  private func write(_ change: CheckedChange, _ intent: JournalRecord.Intent) throws(EditingError) {
    let writer = FileWriter(root: root, run: intent.run)
    var staged: [(name: String, states: JournalRecord.File)] = []
    for (file, states) in zip(change.files, intent.files) {
      guard let content = file.new, let state = states.new else { continue }
      staged.append((try writer.staged(content.bytes, state, for: file.path), states))
    }
    for (name, states) in staged { try writer.place(name, at: states.path, over: states.old) }
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
    var known: Set<RelativePath> = []
    for file in change.files where file.new != nil {
      for folder in try writer.missingFolders(for: file.path) where known.insert(folder).inserted {
        folders.append(folder)
      }
    }
    return JournalRecord.Intent(
      run: run, time: time(nil), root: root.path, identity: root.identity, store: backup.name, backup: kept,
      folders: folders,
      files: change.files.map {
        JournalRecord.File(path: $0.path, old: $0.old.map { FileState($0) }, new: $0.new.map { FileState($0) })
      })
  }
}
