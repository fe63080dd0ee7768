/// A recipe ready to be carried out: what it says, with the values of one run.
package struct PlannedRecipe: Sendable {
  package let recipe: Recipe

  /// Preconditions are its first engines: they propose nothing, and throw when something is missing.
  package let plan: ChangePlan

  package let gates: RecipeGates

  /// The template of the commits' messages, the recipe's parameters filled in; nil for the run's own.
  package let commit: String?
}

extension RecipeCatalogue {
  private static let mostEngines = 500

  /// Plans a recipe with all that it uses.
  ///
  /// - Parameters:
  ///   - recipe: of this catalogue, or from a file.
  ///   - given: what its parameters are.
  ///   - place: where that is said, for messages: `--param`.
  ///   - settings: what its engines need.
  /// - Throws: `RefactoringError` with code `.recipe`: a parameter, a rule or a recipe that is not known, recipes that use each
  ///   other in a circle, a program that may not be run.
  package func plan(
    _ recipe: Recipe, given: [String: String], at place: String = "--param", settings: EngineSettings
  ) throws -> PlannedRecipe {
    var planning = RecipePlanning(catalogue: self, settings: settings)
    let values = try ParameterValues(of: recipe, given: given, place: place)
    try planning.add(recipe, values, below: [])
    guard planning.engines.count <= Self.mostEngines else {
      throw RefactoringError(
        .recipe, "\(recipe.name) has more than \(Self.mostEngines) steps with those of what it uses")
    }
    let commit = recipe.commit.map { Placeholders.filled($0, values.values) }
    return PlannedRecipe(
      recipe: recipe,
      plan: ChangePlan(
        name: recipe.name, summary: recipe.description, engines: planning.engines, passes: planning.passes),
      gates: planning.gates, commit: commit)
  }
}

/// Goes through a recipe and those that it uses, and makes an engine of each step.
private struct RecipePlanning {
  let catalogue: RecipeCatalogue
  let settings: EngineSettings

  private(set) var engines: [any EditEngine] = []
  private(set) var gates = RecipeGates()
  private(set) var passes = 1

  init(catalogue: RecipeCatalogue, settings: EngineSettings) {
    self.catalogue = catalogue
    self.settings = settings
  }

  /// - Parameter users: the names of the recipes that use it, from the outermost.
  mutating func add(_ recipe: Recipe, _ values: ParameterValues, below users: [String]) throws {
    if users.isEmpty { gates = recipe.gates } else { gates.add(recipe.gates) }
    passes = max(passes, recipe.passes)
    if recipe.preconditions != Recipe.Preconditions() {
      engines.append(
        try PreconditionEngine(recipe.preconditions.filled(values.values), of: recipe, settings: settings))
    }
    for step in recipe.steps {
      let filled = step.filled(values.values)
      if case .recipe(let name, let arguments) = filled.action {
        let chain = users + [recipe.name]
        let used = try catalogue.recipe(named: name, by: recipe, at: step.place)
        guard !chain.contains(used.name) else {
          throw RefactoringError(
            .recipe,
            "\(step.place): recipes use each other in a circle: \((chain + [used.name]).joined(separator: " > "))")
        }
        try add(used, try ParameterValues(of: used, given: arguments, place: step.place), below: chain)
      } else {
        engines.append(
          RecipeStepEngine(
            try filled.engine(for: recipe, settings), passes: recipe.passes,
            declared: recipe.gates.declaredInterfaceChanges))
      }
    }
  }
}
