package import Git
internal import Redaction
package import SourceText

/// What the project's maintainers tell those who work on it, for the folders that a change touches.
///
/// The files are read from the commit before the change: a change cannot rewrite the rules of its own review. Without
/// such a commit there are none.
package struct InstructionFiles: Hashable, Sendable {
  package struct File: Hashable, Sendable {
    package let path: RelativePath

    /// The text, with hidden and control characters made visible.
    package let text: String

    package init(path: RelativePath, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// The files in the order in which they apply: the root's first, those nearest to the change last.
  package let files: [File]

  /// What was left out or cut, in plain words.
  package let warnings: [String]

  package init(files: [File] = [], warnings: [String] = []) {
    self.files = files
    self.warnings = warnings
  }

  /// The names that are looked for in each folder, in the order in which they apply.
  package static let names = ["AGENTS.md", "CLAUDE.md", "REVIEW.md"]

  /// Bytes of all files together; Codex's cap for the same purpose.
  package static let sizeLimit = 32 << 10

  /// Reads the files that apply to some paths.
  ///
  /// - Parameters:
  ///   - paths: the changed files; the folders above them are looked into.
  ///   - base: the state before the change.
  ///   - sizeLimit: bytes of all files together.
  /// - Throws: what the repository throws when the state before the change cannot be read.
  package static func reading(
    for paths: [RelativePath], at base: Snapshot, in repository: any Repository,
    sizeLimit: Int = InstructionFiles.sizeLimit
  ) async throws -> InstructionFiles {
    guard case .commit = base else { return InstructionFiles() }
    var files: [File] = []
    var warnings: [String] = []
    var left = sizeLimit
    for path in candidates(for: paths) {
      guard let entry = try await repository.entry(at: path, in: base) else { continue }
      guard entry.mode == .regular || entry.mode == .executable else {
        warnings.append("\(path) is not a plain file and was not used")
        continue
      }
      guard let bytes = try? await repository.blob(entry.id, limit: 1 << 20) else {
        warnings.append("\(path) could not be read or is larger than 1 MiB and was not used")
        continue
      }
      guard left > 0 else {
        warnings.append("\(path) was not used: the instruction files are longer than \(sizeLimit) bytes together")
        continue
      }
      if bytes.count > left { warnings.append("\(path) was cut after \(left) of its \(bytes.count) bytes") }
      let text = String(decoding: bytes.prefix(left), as: UTF8.self)
      left -= min(left, bytes.count)
      files.append(File(path: path, text: TerminalText.escaped(text)))
    }
    return InstructionFiles(files: files, warnings: warnings)
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
