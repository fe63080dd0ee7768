package import SourceText

/// How a tree differs from the commit whose files were written there.
package struct WorktreeChanges: Hashable, Sendable {
  package struct Change: Hashable, Sendable {
    package var path: RelativePath

    /// What is there now; nil when the file is gone.
    package var content: Content?

    package init(_ path: RelativePath, _ content: Content?) {
      self.path = path
      self.content = content
    }
  }

  package struct Content: Hashable, Sendable {
    package var bytes: [UInt8]
    package var isExecutable: Bool

    package init(_ bytes: [UInt8], isExecutable: Bool = false) {
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  /// In the order of their paths.
  package var changes: [Change] = []

  /// What differs and is not among the changes, and why: links, pipes, names that are no paths, files past the limits.
  package var omissions: [Omission] = []

  package init() {}

  /// What is read of the files that changed.
  package struct Limits: Hashable, Sendable {
    /// Bytes of one file.
    package var fileSize: Int

    /// Bytes of all files.
    package var size: Int

    package var count: Int

    package init(fileSize: Int = 32 << 20, size: Int = 256 << 20, count: Int = 20_000) {
      self.fileSize = fileSize
      self.size = size
      self.count = count
    }
  }
}
