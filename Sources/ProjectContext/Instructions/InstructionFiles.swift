package import Git
package import SourceText

/// What the user and the project's maintainers tell those who work on a project, for the folders that a change touches.
///
/// The project's files are read from the commit before the change: a change cannot rewrite the rules of its own review.
/// Without such a commit there are none.
package struct InstructionFiles: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let path: RelativePath

    /// The text, with hidden and control characters made visible.
    package let text: String

    /// The file whose `@path` brought this one; nil for one that is there by its name.
    package let importer: RelativePath?

    package init(path: RelativePath, text: String, importer: RelativePath? = nil) {
      self.path = path
      self.text = text
      self.importer = importer
    }
  }

  /// The user's own instructions, which hold in all projects; nil when there are none.
  package let user: String?

  /// The files in the order in which they apply: the root's first, those nearest to the change last, and what a file
  /// imports behind it.
  package let files: [File]

  /// What was left out or cut, in plain words.
  package let warnings: [String]

  package init(user: String? = nil, files: [File] = [], warnings: [String] = []) {
    self.user = user
    self.files = files
    self.warnings = warnings
  }

  /// The names that are looked for in each folder, in the order in which they apply.
  package static let names = ["AGENTS.md", "CLAUDE.md", "REVIEW.md"]

  /// Bytes of all files together; Codex's cap for the same purpose.
  package static let sizeLimit = 32 << 10

  /// Reads the files that apply to some paths, and what they import.
  ///
  /// Where the limit of size is met, the files that are there by their names come before those that are imported.
  ///
  /// - Parameters:
  ///   - paths: the changed files; the folders above them are looked into.
  ///   - base: the state before the change.
  ///   - user: the user's own instructions, which stand before all others; nil when there are none.
  ///   - sizeLimit: bytes of all together.
  /// - Throws: what the repository throws when the state before the change cannot be read.
  package static func reading(
    for paths: [RelativePath], at base: Snapshot, in repository: any Repository, user: String? = nil,
    sizeLimit: Int = InstructionFiles.sizeLimit
  ) async throws -> InstructionFiles {
    var reader = InstructionReader(repository: repository, snapshot: base, sizeLimit: sizeLimit)
    let user = user.flatMap { reader.admit($0, named: "your own instruction file") }
    guard case .commit = base else { return InstructionFiles(user: user, warnings: reader.warnings) }
    let files = try await reader.read(candidates(for: paths))
    return InstructionFiles(user: user, files: files, warnings: reader.warnings)
  }

  /// Where instruction files may lie for some paths: in the root and in every folder above a path, from the top down.
  private static func candidates(for paths: [RelativePath]) -> [RelativePath] {
    var folders: Set<RelativePath> = []
    for path in paths {
      var folder = path.parent
      while let current = folder, folders.insert(current).inserted { folder = current.parent }
    }
    let prefixes = [""] + folders.sorted().map { $0.string + "/" }
    return prefixes.flatMap { prefix in names.compactMap { try? RelativePath(prefix + $0) } }
  }
}
