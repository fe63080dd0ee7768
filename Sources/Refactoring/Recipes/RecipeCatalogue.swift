internal import AgentDefinitions

/// The recipes that can be named: those of the program, and before them the user's own.
package struct RecipeCatalogue: Sendable {
  /// Reads a file whole; nil when there is none.
  package typealias Read = @Sendable (_ path: String) throws -> [UInt8]?

  /// Sorted by name.
  package let recipes: [Recipe]

  private let read: Read

  /// - Parameters:
  ///   - builtIn: texts by file name, as `AgentDefinitions.recipes` has them.
  ///   - user: the user's own files.
  ///   - read: reads a file that a recipe from a file refers to.
  /// - Throws: `RefactoringError` with code `.recipe`.
  package init(
    builtIn: [String: String] = AgentDefinitions.recipes, user: [(path: String, bytes: [UInt8])] = [],
    read: @escaping Read
  ) throws(RefactoringError) {
    var recipes: [String: Recipe] = [:]
    for (name, text) in builtIn {
      let recipe = try Recipe(reading: Array(text.utf8), from: .builtIn, named: "\(name).yml")
      recipes[recipe.name] = recipe
    }
    var own: [String: String] = [:]
    for (path, bytes) in user {
      let recipe = try Recipe(reading: bytes, from: .user(path), named: path)
      if let other = own.updateValue(path, forKey: recipe.name) {
        throw RefactoringError(.recipe, "\(other) and \(path) are both called \(recipe.name); rename one")
      }
      recipes[recipe.name] = recipe
    }
    self.recipes = recipes.values.sorted { $0.name < $1.name }
    self.read = read
  }

  /// What the user names: a recipe of the catalogue, or a file.
  ///
  /// - Parameter word: a name, or a path, which holds a `/` or ends with `.yml` or `.yaml`.
  /// - Throws: `RefactoringError` with code `.recipe`, which names what is near.
  package func recipe(_ word: String) throws -> Recipe {
    if word.contains("/") || word.hasSuffix(".yml") || word.hasSuffix(".yaml") {
      guard let bytes = try read(word) else {
        throw RefactoringError(.recipe, "there is no file \(quoted(word))")
      }
      return try Recipe(reading: bytes, from: .named(word), named: word)
    }
    if let recipe = recipes.first(where: { $0.name == word }) { return recipe }
    let near = RecipeRanking.matches(of: word, in: recipes).prefix(3).map(\.recipe.name)
    throw RefactoringError(
      .recipe,
      "there is no recipe \(quoted(word))"
        + (near.isEmpty ? "" : "; near it are \(near.joined(separator: ", "))")
        + "; `refactor recipes list` shows all, and a file is named with its path (./\(word).yml)")
  }

  /// The file of a recipe, as it is.
  ///
  /// - Throws: `RefactoringError` with code `.recipe` when it is gone.
  package func text(of recipe: Recipe) throws -> String {
    switch recipe.source {
    case .builtIn:
      if let text = AgentDefinitions.recipes[recipe.name] { return text }
    case .beside(let path), .named(let path), .user(let path):
      if let bytes = try read(path) { return String(decoding: bytes, as: UTF8.self) }
    }
    throw RefactoringError(.recipe, "the file of \(recipe.name) is not there any more")
  }

  /// A recipe that another one names: of the catalogue, or beside its file.
  func recipe(named name: String, by user: Recipe, at place: String) throws -> Recipe {
    if let recipe = recipes.first(where: { $0.name == name }) { return recipe }
    guard Recipe.isRecipeName(name) else {
      throw RefactoringError(.recipe, "\(place): \(quoted(name)) is no recipe's name")
    }
    if let folder = user.source.folder {
      let path = "\(folder)/\(name).yml"
      if let bytes = try read(path) {
        let recipe = try Recipe(reading: bytes, from: .beside(path), named: path)
        guard recipe.name == name else {
          throw RefactoringError(.recipe, "\(path) calls itself \(recipe.name); file and recipe must have one name")
        }
        return recipe
      }
    }
    throw RefactoringError(
      .recipe, "\(place): there is no recipe \(name), neither built in nor yours nor beside \(user.source.text)")
  }
}
