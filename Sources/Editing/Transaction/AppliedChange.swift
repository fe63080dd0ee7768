package import SourceText

/// A change that is in place, and that can be taken back.
package struct AppliedChange: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let path: RelativePath

    /// The hexadecimal digits of the content's hash before and after; nil when nothing was or is there.
    package let oldHash: String?
    package let newHash: String?
  }

  package let run: RunID

  /// Seconds since 1970.
  package let time: Int

  /// In the order of paths.
  package let files: [File]

  /// What was left alone, and why; empty for a change that was read from the journal.
  package let skipped: [SkippedFile]

  /// The kind and the name of the backup with the old contents.
  package let store: String
  package let backup: String
}

extension AppliedChange {
  init(_ intent: JournalRecord.Intent, skipped: [SkippedFile] = []) {
    self.init(
      run: intent.run, time: intent.time,
      files: intent.files.map { File(path: $0.path, oldHash: $0.old?.hash, newHash: $0.new?.hash) }, skipped: skipped,
      store: intent.store, backup: intent.backup)
  }
}

/// What became of a change that was taken back.
package struct RestoredChange: Hashable, Sendable {
  package let run: RunID

  /// The paths that hold again what they held before the change.
  package let restored: [RelativePath]

  /// What is neither as before the change nor as after it, and so was left as it is.
  package let left: [SkippedFile]

  /// Temporary files that were cleared up.
  package let temporaryFileCount: Int

  /// The kind and the name of the backup with the old contents.
  package let store: String
  package let backup: String
}
