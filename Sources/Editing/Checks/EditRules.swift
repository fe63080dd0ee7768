package import SourceText

/// Counts the faults that a parser finds in a file; nil when no parser knows the file.
package typealias ParseCheck = @Sendable (_ path: RelativePath, _ bytes: [UInt8]) async -> Int?

/// What may be edited, and what becomes of a file that may not.
package struct EditRules: Sendable {
  /// The paths that may be edited, created, deleted or moved; nil for all.
  package var allowed: [GlobPattern]?

  /// Paths that are refused in any case, compared in lower case too.
  package var protected: [GlobPattern]

  /// Bytes of one file, before and after.
  package var fileSize: Int

  /// Files of one change.
  package var fileCount: Int

  /// Bytes of all files of one change, before and after together.
  package var totalSize: Int

  package var troubledFiles: TroubledFiles

  /// Kinds of files that are edited although they are left alone otherwise.
  ///
  /// Only `generated`, `vendored` and `hardLink` count. A hard link becomes a file of its own: its other names keep the old content.
  package var accepted: Set<SkippedFile.Kind>

  package var attributes: PathAttributes

  package var parseCheck: ParseCheck?

  /// What becomes of a change when some of its files may not be edited.
  package enum TroubledFiles: Hashable, Sendable {
    /// Nothing is changed at all.
    case refuse

    /// They are left alone, with all that depends on them, and reported; the others go on.
    case skip
  }

  package init(
    allowed: [GlobPattern]? = nil, protected: [GlobPattern] = ProtectedPaths.all, fileSize: Int = 4 << 20,
    fileCount: Int = 2_000, totalSize: Int = 256 << 20, troubledFiles: TroubledFiles = .refuse,
    accepted: Set<SkippedFile.Kind> = [], attributes: PathAttributes = PathAttributes(), parseCheck: ParseCheck? = nil
  ) {
    self.allowed = allowed
    self.protected = protected
    self.fileSize = fileSize
    self.fileCount = fileCount
    self.totalSize = totalSize
    self.troubledFiles = troubledFiles
    self.accepted = accepted.intersection([.generated, .hardLink, .vendored])
    self.attributes = attributes
    self.parseCheck = parseCheck
  }
}
