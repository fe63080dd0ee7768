/// A change that can be carried out again and again, as a file says it: steps, what they need, and examples of what they do.
///
/// docs/Recipes.md describes the format.
package struct Recipe: Hashable, Sendable {
  /// Lower-case words joined by `-`.
  package var name: String

  /// The first line says what it does, the others what a user should know.
  package var description: String

  /// In the order of the file.
  package var parameters: [Parameter]

  package var preconditions: Preconditions

  /// Carried out one after the other.
  package var steps: [Step]

  /// How often each step is tried at most: 1, or more for a recipe that runs until nothing changes any more.
  package var passes: Int

  package var gates: RecipeGates

  /// The template of the commits' messages (`CommitMessage`), with places for parameters besides; nil for the run's own.
  package var commit: String?

  package var examples: [Example]

  package var source: RecipeSource

  /// The first line of the description.
  package var summary: String { description.split(separator: "\n").first.map(String.init) ?? "" }
}
