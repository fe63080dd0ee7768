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

/// What tells a file from all others that exist at the same time.
package struct FileIdentity: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// What stands at a path.
package enum FolderEntry: Hashable, Sendable {
  case absent
  case file(StoredFile)

  /// A regular file of so many bytes, more than were asked for.
  case huge(size: Int)

  case folder
  case symbolicLink

  /// A pipe, a socket, a device.
  case special
}
