package import SourceText

/// A regular file as it was read at one moment.
package struct StoredFile: Hashable, Sendable {
  package let bytes: [UInt8]
  package let hash: ContentHash

  /// The permission bits, set-user-id and its kin included.
  package let mode: UInt32

  /// How many names the file has.
  package let linkCount: Int

  package let identity: FileIdentity

  /// Whether it has an access control list or extended attributes, which a file in its place would lack.
  package let hasAttributes: Bool

  let owner: UInt32
  let group: UInt32

  package var isExecutable: Bool { mode & 0o100 != 0 }
}
