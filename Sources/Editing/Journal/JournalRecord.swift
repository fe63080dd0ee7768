internal import SourceText

/// One line of a run's journal.
///
/// The last record tells what a new start has to do: after `done` or `restored` nothing, after `begun` and `forgetting` it
/// clears up, otherwise it restores.
enum JournalRecord: Equatable {
  /// Old contents are about to be kept in a store of this name; nothing is touched. So a backup always has a journal that
  /// knows of it, and none is left when a run is killed between the two.
  case begun(store: String)

  /// What is about to be done; synced before the first file is touched.
  case intent(Intent)

  /// All was done.
  case done

  /// All that was done is about to be undone.
  case restoring

  /// All was undone but for these paths, which somebody changed since.
  case restored(left: [String])

  /// The backup is about to be thrown away, and then the journal.
  case forgetting

  struct Intent: Equatable {
    var run: RunID

    /// Seconds since 1970.
    var time: Int

    var root: String
    var identity: FileIdentity

    /// The kind of backup, and its name there.
    var store: String
    var backup: String

    /// The folders that the run makes, a folder before those in it.
    var folders: [RelativePath]

    var files: [File]
  }

  struct File: Equatable {
    var path: RelativePath

    /// Nil when nothing is there before.
    var old: FileState?

    /// Nil when nothing is there after.
    var new: FileState?
  }
}
