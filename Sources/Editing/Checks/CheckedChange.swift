package import SourceText

/// A change that was checked and can be applied: for each path, what is there before and after.
///
/// Nothing else than the transaction's check makes one.
package struct CheckedChange: Hashable, Sendable {
  /// What changes, in the order of paths; moves are two of these.
  package struct File: Hashable, Sendable {
    package let path: RelativePath

    /// Nil when the file is new.
    package let old: StoredFile?

    /// Nil when the file goes.
    package let new: Content?

    /// Why, as the operations say.
    package let reasons: [String]
  }

  /// The content to be.
  package struct Content: Hashable, Sendable {
    package let bytes: [UInt8]
    package let hash: ContentHash

    /// The permission bits; those of a new file are lessened by the process's mask.
    package let mode: UInt32

    /// Of the file that it was before; nil for a new one.
    let owner: UInt32?
    let group: UInt32?

    package var isExecutable: Bool { mode & 0o100 != 0 }
  }

  package let files: [File]

  /// What is left alone, and why, in the order of paths.
  package let skipped: [SkippedFile]

  /// The paths that depend on each other, each with all others of its group; a path that stands alone is not in it.
  let groups: [RelativePath: Set<RelativePath>]

  /// What remains when some files are left alone, with all that depends on them.
  func leaving(_ troubled: [SkippedFile]) -> CheckedChange {
    let named = Set(troubled.map(\.path))
    let paths = named.reduce(into: named) { $0.formUnion(groups[$1] ?? []) }
    let dependents = paths.subtracting(named).map {
      SkippedFile($0, .conflict, "it belongs together with a file that is left alone")
    }
    return CheckedChange(
      files: files.filter { !paths.contains($0.path) },
      skipped: (skipped + troubled + dependents).sorted { $0.path < $1.path }, groups: groups)
  }
}
