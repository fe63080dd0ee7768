package import SourceText

/// The files of a project in one state; the room that knows git supplies them.
package protocol ProjectFiles: Sendable {
  /// Every file and link; folders and submodules are left out.
  var files: [ProjectEntry] { get async throws }

  /// The content of a file, or the target of a link.
  func content(of file: ProjectEntry) async throws -> [UInt8]
}

/// A file of a project.
package struct ProjectEntry: Hashable, Sendable {
  package var path: RelativePath
  package var mode: FileMode

  package init(path: RelativePath, mode: FileMode = .regular) {
    self.path = path
    self.mode = mode
  }
}
