package import SourceText

/// How a model means to reach a goal: refactorings with names, each over named paths.
package struct WorkPlan: Hashable, Sendable {
  /// In the order in which they are done.
  package var items: [Item]

  /// Why there is nothing to do; empty otherwise.
  package var reason: String

  package struct Item: Hashable, Sendable {
    package var name: String

    /// Files and folders, none of them outside of what the run may change.
    package var scope: [RelativePath]

    /// What is to be so afterwards.
    package var what: String

    package var recipe: RecipeChoice?

    package init(name: String, scope: [RelativePath], what: String, recipe: RecipeChoice? = nil) {
      self.name = name
      self.scope = scope
      self.what = what
      self.recipe = recipe
    }
  }

  package init(items: [Item], reason: String = "") {
    self.items = items
    self.reason = reason
  }
}

/// A recipe with what it is told.
package struct RecipeChoice: Hashable, Sendable {
  package var name: String
  package var parameters: [String: String]

  package init(name: String, parameters: [String: String] = [:]) {
    self.name = name
    self.parameters = parameters
  }

  /// `rename-symbol with from=A, to=B`.
  package var words: String {
    let given = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return given.isEmpty ? name : "\(name) with \(given.joined(separator: ", "))"
  }
}
