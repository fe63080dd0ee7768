package import SourceText

/// What lies below a folder.
package struct FolderListing: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let path: RelativePath
    package let kind: Kind

    /// Bytes; 0 for what is no regular file.
    package let size: Int
  }

  package enum Kind: Hashable, Sendable {
    case file(isExecutable: Bool)
    case folder
    case symbolicLink
    case special
  }

  /// How deep and how far a listing goes.
  package struct Limits: Hashable, Sendable {
    /// Folders inside one another; 1 lists only what lies in the folder itself.
    package var depth: Int

    package var count: Int

    package init(depth: Int = 64, count: Int = 100_000) {
      self.depth = depth
      self.count = count
    }
  }

  /// A folder before what is in it, names in the order of their bytes.
  package var entries: [Entry] = []

  /// Why something is missing, one line each: a limit, a folder that cannot be read, names that are no valid path.
  package var omissions: [String] = []
}
