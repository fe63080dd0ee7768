internal import Processes
internal import SourceCode
internal import SourceText

/// Looks whether a recipe's preconditions hold, and proposes nothing.
struct PreconditionEngine: EditEngine {
  let name = "preconditions"

  private let conditions: Recipe.Preconditions
  private let patterns: [GlobPattern]
  private let recipe: String
  private let settings: EngineSettings

  /// - Throws: `RefactoringError` with code `.recipe` for a pattern that cannot be read.
  init(
    _ conditions: Recipe.Preconditions, of recipe: Recipe, settings: EngineSettings
  ) throws(RefactoringError) {
    self.conditions = conditions
    self.recipe = recipe.name
    self.settings = settings
    patterns = try conditions.files.globs(at: recipe.source.text)
  }

  /// - Throws: `RefactoringError` with code `.precondition`, which names all that is missing.
  func propose(_ scope: EditScope) async throws -> Proposal {
    // What a recipe looks for is gone when it has run.
    guard scope.pass == 1 else { return Proposal() }
    var missing: [String] = []
    for pattern in patterns where !scope.files.contains(where: { pattern.matches($0) }) {
      missing.append("no file matches \(pattern.string)")
    }
    let languages = Set(conditions.languages.compactMap { Language(named: $0) })
    if !languages.isEmpty, !scope.files.contains(where: { Language(path: $0).map(languages.contains) ?? false }) {
      missing.append("no file is written in \(conditions.languages.joined(separator: " or "))")
    }
    for text in conditions.texts where try !stands(text, in: scope) {
      missing.append("\(quoted(text)) stands in no file")
    }
    for program in conditions.programs {
      if (try? ProgramLocation(finding: program, in: settings.searched, home: settings.home)) == nil {
        missing.append("\(program) is not installed")
      }
    }
    guard missing.isEmpty else {
      throw RefactoringError(
        .precondition, "the recipe \(recipe) does not fit here: \(missing.joined(separator: "; "))")
    }
    return Proposal()
  }

  private func stands(_ text: String, in scope: EditScope) throws -> Bool {
    let wanted = Array(text.utf8)
    return try scope.files.contains { path in
      try Task.checkCancellation()
      guard case .bytes(let bytes)? = scope.read(path) else { return false }
      return NameOccurrences.contains(wanted, in: bytes)
    }
  }
}

extension Recipe.Preconditions {
  /// With values in place of parameters.
  func filled(_ values: [String: String]) -> Recipe.Preconditions {
    var conditions = self
    conditions.files = files.map { Placeholders.filled($0, values) }
    conditions.texts = texts.map { Placeholders.filled($0, values) }
    return conditions
  }
}

extension [String] {
  /// The patterns of paths that the texts are.
  ///
  /// - Parameter place: where they stand, for messages.
  func globs(at place: String) throws(RefactoringError) -> [GlobPattern] {
    try map { text throws(RefactoringError) in
      do throws(SourceTextError) { return try GlobPattern(text) } catch {
        throw RefactoringError(.recipe, "\(place): the pattern \(quoted(text)) cannot be read: \(error)")
      }
    }
  }
}
