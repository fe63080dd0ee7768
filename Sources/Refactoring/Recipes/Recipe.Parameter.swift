extension Recipe {
  /// What a user says to a recipe.
  package struct Parameter: Hashable, Sendable {
    package var name: String

    package var description: String

    /// What it is when nothing is said; nil when something must be said.
    package var defaultValue: String?

    /// A regular expression (RE2) that the whole value must match.
    package var pattern: String?

    package var isRequired: Bool { defaultValue == nil }

    package init(name: String, description: String = "", defaultValue: String? = nil, pattern: String? = nil) {
      self.name = name
      self.description = description
      self.defaultValue = defaultValue
      self.pattern = pattern
    }
  }
}
