package import SourceText

/// What has happened to a file on the disk.
package struct FileEvent: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable {
    case created = 1
    case changed
    case deleted
  }

  package let path: RelativePath
  package let kind: Kind

  package init(_ path: RelativePath, _ kind: Kind) {
    self.path = path
    self.kind = kind
  }
}
