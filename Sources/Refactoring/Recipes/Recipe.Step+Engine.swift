internal import SourceText

extension Recipe.Step {
  /// Whether what the step does in one file stands without what it does in others, unless the step says otherwise.
  private var isLocal: Bool {
    switch action {
    case .astGrep, .replace, .swift: true
    case .extract, .recipe, .rename, .run: false
    }
  }

  /// The engine that carries the step out; its parameters are filled in.
  ///
  /// - Parameter recipe: whose step it is.
  /// - Throws: `RefactoringError` with code `.recipe`.
  func engine(for recipe: Recipe, _ settings: EngineSettings) throws -> any EditEngine {
    let choice = FileChoice(try files.globs(at: place), except: try except.globs(at: place))
    let isTogether = isTogether ?? !isLocal
    switch action {
    case .swift(let rule, let arguments):
      do throws(RefactoringError) {
        return ChosenFilesEngine(
          try SwiftRewriteEngine(rule: rule, arguments: arguments), choice, isTogether: isTogether)
      } catch {
        throw RefactoringError(error.code, "\(place): \(error)")
      }
    case .astGrep(let rules):
      return AstGrepEngine(rules, files: choice, isTogether: isTogether, place: place, settings: settings)
    case .replace(let replace):
      return try ReplaceEngine(replace, files: choice, isTogether: isTogether, place: place)
    case .run(let words):
      guard recipe.source.mayRunPrograms else {
        throw RefactoringError(
          .recipe,
          "\(place): the step runs \(words[0]), which a recipe may not that merely lies beside the one you named; name it "
            + "yourself (--recipe \(recipe.source.text)), or put it into your own folder of recipes")
      }
      return RunEngine(words, files: choice, isTogether: isTogether, settings: settings)
    case .rename(let rename): return try RenameEngine(rename, files: choice, place: place, settings: settings)
    case .extract(let extract): return try ExtractEngine(extract, place: place, settings: settings)
    case .recipe(let name, _):
      throw RefactoringError(.recipe, "\(place): the recipe \(name) is planned by itself")
    }
  }
}
