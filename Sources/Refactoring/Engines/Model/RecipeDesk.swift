internal import AgentKernel
internal import Tools

/// The recipes that a model may choose: those of the catalogue, by their names and never by a path.
struct RecipeDesk: Sendable {
  let catalogue: RecipeCatalogue
  let settings: EngineSettings

  /// Recipes that are shown with their parameters; the others by their names.
  private static let detailCount = 12

  /// - Throws: `ToolError`, in words for the model: no such recipe, a parameter that is missing, unknown or does not fit.
  func plan(_ choice: RecipeChoice) throws -> PlannedRecipe {
    guard let recipe = catalogue.recipes.first(where: { $0.name == choice.name }) else {
      let near = RecipeRanking.matches(of: choice.name, in: catalogue.recipes).prefix(3).map(\.recipe.name)
      throw ToolError(
        "there is no recipe \(quoted(WorkText.line(choice.name, limit: 80)))"
          + (near.isEmpty ? "" : "; near it are \(near.joined(separator: ", "))")
          + "; without one, write edits of your own")
    }
    do { return try catalogue.plan(recipe, given: choice.parameters, at: "parameters", settings: settings) } catch {
      throw ToolError("\(error)")
    }
  }

  /// The catalogue as the model reads it, the best for some words first.
  func text(for words: String) -> String {
    let ranked = RecipeRanking.matches(of: words, in: catalogue.recipes).map(\.recipe)
    let others = catalogue.recipes.filter { recipe in !ranked.contains { $0.name == recipe.name } }
    let all = ranked + others
    var lines: [String] = []
    for (place, recipe) in all.enumerated() {
      lines.append("- \(recipe.name): \(recipe.summary)")
      if place < Self.detailCount {
        lines += recipe.parameters.map { "    \($0.name) (\($0.need)): \($0.description)" }
      } else if !recipe.parameters.isEmpty {
        lines.append("    " + recipe.parameters.map { "\($0.name) (\($0.need))" }.joined(separator: ", "))
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension Recipe.Parameter {
  fileprivate var need: String {
    guard let defaultValue else { return "needed" }
    return defaultValue.isEmpty ? "may be left out" : "default \(defaultValue)"
  }
}
