package import SourceText

/// What of a work area is listed and searched.
package struct ReadingRules: Hashable, Sendable {
  /// What is left out of lists and searches: the products of builds, which fill answers and are nobody's source.
  package var hidden: [GlobPattern]

  package init(hidden: [GlobPattern] = ReadingRules.products) {
    self.hidden = hidden
  }

  func isHidden(_ path: RelativePath) -> Bool { hidden.contains { $0.matches(path) } }

  /// Folders that builds and package managers make, by the names that are theirs alone.
  package static let products = [".build/", ".gradle/", ".venv/", "__pycache__/", "node_modules/"].compactMap {
    try? GlobPattern($0)
  }
}
