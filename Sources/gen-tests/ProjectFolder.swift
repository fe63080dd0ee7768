import CommandLineSupport
import Git
import SourceText
import TestGeneration

/// Where in the repository the project lies that tests are written for: at its top, or in a folder of it.
///
/// Paths of the repository and of the project differ by the folder; both name what is below it.
struct ProjectFolder: Hashable {
  /// Nil for the repository's top.
  let path: RelativePath?

  private static let mark = "Package.swift"

  /// Finds the folder: the one that the user names, else the nearest above what tests are wanted for that holds a package.
  ///
  /// - Parameters:
  ///   - named: what the user names; nil when they name none.
  ///   - target: what tests are wanted for.
  ///   - repository: where it lies.
  /// - Throws: `CommandLineError` for a folder that is not there, and for changes in several packages; `GitError`.
  static func find(
    named: String?, for target: GenerationTarget, in repository: any Repository
  ) async throws -> ProjectFolder {
    if let named {
      let trimmed = trimmed(named)
      guard trimmed != "." else { return ProjectFolder(path: nil) }
      guard let path = try? RelativePath(trimmed), try await holds(path, nil, repository) else {
        throw CommandLineError(
          .usage, "there is no folder \(named) in the repository, as --project names it from its top")
      }
      return ProjectFolder(path: path)
    }
    switch target {
    case .named(let word):
      guard let path = try? RelativePath(trimmed(word)) else { return ProjectFolder(path: nil) }
      return try await nearest(to: path, repository)
    case .changed(let lines):
      var found: Set<ProjectFolder> = []
      for path in lines.keys where path.fileExtension == "swift" {
        found.insert(try await nearest(to: path, repository))
      }
      guard found.count <= 1 else {
        let names = found.map { $0.path?.string ?? "." }.sorted().joined(separator: ", ")
        throw CommandLineError(
          .usage, "the change touches several packages (\(names)): say which one is meant with --project")
      }
      return found.first ?? ProjectFolder(path: nil)
    }
  }

  /// What tests are wanted for, as the project names it.
  ///
  /// - Throws: `CommandLineError` when all that changed lies elsewhere.
  func target(_ target: GenerationTarget) throws -> GenerationTarget {
    guard let path else { return target }
    switch target {
    case .named(let word):
      let trimmed = Self.trimmed(word)
      if trimmed == path.string { return .named(".") }
      return .named((try? RelativePath(trimmed)).flatMap(below)?.string ?? word)
    case .changed(let lines):
      let own = lines.compactMap { file, ranges in below(file).map { ($0, ranges) } }
      return .changed(Dictionary(uniqueKeysWithValues: own))
    }
  }

  /// The files that are below the folder, as the project names them.
  func history(_ history: ChangeHistory) -> ChangeHistory {
    guard path != nil else { return history }
    let own = history.commits.compactMap { file, count in below(file).map { ($0, count) } }
    return ChangeHistory(commits: Dictionary(uniqueKeysWithValues: own))
  }

  /// Files of the project, as the repository names them.
  func whole(_ paths: [RelativePath]) throws -> [RelativePath] {
    guard let path else { return paths }
    return try paths.map { try RelativePath("\(path)/\($0)") }
  }

  /// Written files, as the repository names them.
  func files(_ files: [GenerationReport.WrittenFile]) throws -> [GenerationReport.WrittenFile] {
    guard let path else { return files }
    return try files.map { file in
      GenerationReport.WrittenFile(
        path: try RelativePath("\(path)/\(file.path)"), before: file.before, after: file.after)
    }
  }

  private func below(_ file: RelativePath) -> RelativePath? {
    guard let path else { return file }
    guard file.string.hasPrefix("\(path)/") else { return nil }
    return try? RelativePath(String(file.string.dropFirst(path.string.count + 1)))
  }

  private static func trimmed(_ word: String) -> String {
    var word = word.hasPrefix("./") ? String(word.dropFirst(2)) : word
    while word.hasSuffix("/") { word.removeLast() }
    return word.isEmpty ? "." : word
  }

  private static func nearest(to path: RelativePath, _ repository: any Repository) async throws -> ProjectFolder {
    var folder: RelativePath? = path
    while let current = folder {
      if try await holds(current, mark, repository) { return ProjectFolder(path: current) }
      folder = current.parent
    }
    return ProjectFolder(path: nil)
  }

  /// Whether a folder holds a file of this name, or where no name is given, anything.
  private static func holds(
    _ folder: RelativePath, _ name: String?, _ repository: any Repository
  ) async throws -> Bool {
    let snapshot: Snapshot =
      if await repository.location.workTree != nil { .workTree } else {
        .commit(try await repository.commit(named: "HEAD").id)
      }
    if let name { return try await repository.entry(at: RelativePath("\(folder)/\(name)"), in: snapshot) != nil }
    return try await !repository.entries(in: snapshot, below: folder).isEmpty
  }
}
