package import SourceText
package import Verification

/// What tests are to be written for: files of one module, whole or in part.
package struct Selection: Hashable, Sendable {
  package let module: ProjectLayout.Module

  /// The files, each with the lines that count; nil for all of them.
  package let files: [RelativePath: [LineRange]?]

  /// As the user named it, for reports.
  package let words: String

  package init(module: ProjectLayout.Module, files: [RelativePath: [LineRange]?], words: String) {
    self.module = module
    self.files = files
    self.words = words
  }

  /// Whether a line of a file was selected.
  package func contains(_ path: RelativePath, line: Int) -> Bool {
    guard let ranges = files[path] else { return false }
    return ranges.map { $0.contains { $0.contains(line) } } ?? true
  }

  /// The selected files, sorted.
  package var paths: [RelativePath] { files.keys.sorted { $0.description < $1.description } }
}
