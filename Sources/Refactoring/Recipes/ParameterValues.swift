internal import Tools

/// What a recipe's parameters are in one run.
package struct ParameterValues: Hashable, Sendable {
  package let values: [String: String]

  /// - Parameters:
  ///   - recipe: whose parameters they are.
  ///   - given: what the user, an example or another recipe says.
  ///   - place: where that is said, for messages: `--param`, `recipes/a.yml:12`.
  /// - Throws: `RefactoringError` with code `.recipe` for an unknown name, a missing value, and one that does not match.
  package init(of recipe: Recipe, given: [String: String], place: String) throws(RefactoringError) {
    let known = recipe.parameters.map(\.name)
    for name in given.keys.sorted() where !known.contains(name) {
      throw RefactoringError(
        .recipe,
        "\(place): \(recipe.name) has no parameter \(quoted(name)); "
          + (known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"))
    }
    var values: [String: String] = [:]
    for parameter in recipe.parameters {
      guard let value = given[parameter.name] ?? parameter.defaultValue else {
        let words = parameter.description.isEmpty ? "" : " (\(parameter.description))"
        throw RefactoringError(
          .recipe, "\(place): \(recipe.name) needs \(parameter.name)\(words); say `\(parameter.name)=VALUE`")
      }
      guard !value.utf8.contains(0) else {
        throw RefactoringError(.recipe, "\(place): the value of \(parameter.name) holds a NUL byte")
      }
      if let pattern = parameter.pattern {
        // The pattern was checked when the recipe was read.
        let isMatch = (try? LinearPattern("\\A(?:\(pattern))\\z"))?.matches(value.utf8) ?? false
        guard isMatch else {
          throw RefactoringError(
            .recipe, "\(place): \(quoted(value)) cannot be \(parameter.name); it must match \(pattern)")
        }
      }
      values[parameter.name] = value
    }
    self.values = values
  }
}
