package import SourceText

/// Keeps what files held before they are changed.
package protocol BackupStore: Sendable {
  /// The kind of store, as the journal names it.
  var name: String { get }

  /// Keeps files; they lie on the disk when this returns.
  ///
  /// - Returns: the name of the backup.
  func keep(_ files: [BackupFile], for run: RunID) async throws -> String

  /// The contents that files had, as far as the backup is still there; the caller compares the hashes.
  ///
  /// - Parameter files: for each path the hexadecimal digits of the content's hash.
  func contents(of files: [RelativePath: String], in backup: String) async throws -> [RelativePath: [UInt8]]

  /// Throws the backup of a run away, also one that was not finished; nothing happens when it is gone already.
  ///
  /// - Parameter isAbandoned: whether the process that kept it is dead, so that its locks are nobody's any more.
  func forget(_ run: RunID, isAbandoned: Bool) async throws
}

/// A file to keep.
package struct BackupFile: Hashable, Sendable {
  package let path: RelativePath
  package let bytes: [UInt8]
  package let hash: ContentHash
  package let isExecutable: Bool

  package init(path: RelativePath, bytes: [UInt8], hash: ContentHash, isExecutable: Bool) {
    self.path = path
    self.bytes = bytes
    self.hash = hash
    self.isExecutable = isExecutable
  }
}
