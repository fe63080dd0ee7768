/// What a diff may cost.
///
/// A file past a limit has no hunks and is named in the omissions.
package struct DiffLimits: Hashable, Sendable {
  /// Lines of context around each change.
  package var contextLines: Int

  /// Bytes of one version of a file.
  package var fileSize: Int

  /// Bytes of one line; a file with a longer one is not read.
  package var lineLength: Int

  /// Lines of all hunks together.
  package var lines: Int

  /// Changed files.
  package var files: Int

  package init(
    contextLines: Int = 3, fileSize: Int = 4 << 20, lineLength: Int = 64 << 10, lines: Int = 400_000,
    files: Int = 20_000
  ) {
    self.contextLines = contextLines
    self.fileSize = fileSize
    self.lineLength = lineLength
    self.lines = lines
    self.files = files
  }
}
