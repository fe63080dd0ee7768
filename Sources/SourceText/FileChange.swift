/// What happened to one file.
package struct FileChange: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case added
    case deleted
    case modified
    case renamed
    case copied
    case typeChanged
  }

  package var kind: Kind

  /// Where the file is after the change; for a deletion, where it was.
  package var path: RelativePath

  /// Where the file was before the change, if that was elsewhere.
  package var oldPath: RelativePath?

  /// The file before the change; nil when it was added.
  package var old: Version?

  /// The file after the change; nil when it was deleted.
  package var new: Version?

  /// Whether git takes the content for binary; then there are no hunks.
  package var isBinary: Bool

  package var hunks: [Hunk]

  package init(
    kind: Kind, path: RelativePath, oldPath: RelativePath? = nil, old: Version? = nil, new: Version? = nil,
    isBinary: Bool = false, hunks: [Hunk] = []
  ) {
    self.kind = kind
    self.path = path
    self.oldPath = oldPath
    self.old = old
    self.new = new
    self.isBinary = isBinary
    self.hunks = hunks
  }

  /// The added lines, in order.
  package var addedLines: some Sequence<DiffLine> { hunks.lazy.flatMap(\.lines).filter { $0.kind == .added } }

  /// The removed lines, in order.
  package var removedLines: some Sequence<DiffLine> { hunks.lazy.flatMap(\.lines).filter { $0.kind == .removed } }

  package var addedLineCount: Int { hunks.reduce(0) { $0 + $1.lines.count { $0.kind == .added } } }

  package var removedLineCount: Int { hunks.reduce(0) { $0 + $1.lines.count { $0.kind == .removed } } }
}

extension FileChange {
  /// One side of a changed file.
  package struct Version: Hashable, Sendable {
    /// The blob's name; nil when it is not in the object database, as for a file of the work tree.
    package var blob: ObjectID?

    package var mode: FileMode

    /// Bytes; nil when the object could not be looked at.
    package var size: Int?

    package init(blob: ObjectID? = nil, mode: FileMode = .regular, size: Int? = nil) {
      self.blob = blob
      self.mode = mode
      self.size = size
    }
  }
}

/// What git keeps of a file's mode.
package enum FileMode: UInt32, Hashable, Sendable {
  case regular = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  case submodule = 0o160000
  case folder = 0o040000
}
