extension Recipe {
  /// An example of what a recipe does, which is also a test of it.
  package struct Example: Hashable, Sendable {
    package var name: String

    /// What the recipe is told.
    package var parameters: [String: String]

    /// Files by their paths.
    package var before: [String: String]

    /// The same files afterwards; one that is missing here is gone.
    package var after: [String: String]

    /// Files that stay as they are.
    package var unchanged: [String: String]

    /// Where it stands, `FILE:LINE`.
    package var place: String
  }
}
