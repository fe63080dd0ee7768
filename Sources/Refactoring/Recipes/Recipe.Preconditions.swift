internal import SourceText

extension Recipe {
  /// What must be so before a recipe's first step; texts may hold placeholders.
  package struct Preconditions: Hashable, Sendable {
    /// Patterns of paths: for each there is a file.
    package var files: [String] = []

    /// Names of languages, as `Language` has them: there is a file in one of these.
    package var languages: [String] = []

    /// Each stands in some file.
    package var texts: [String] = []

    /// Programs that can be found.
    package var programs: [String] = []

    package init() {}
  }
}
