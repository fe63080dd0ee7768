package import Git
package import SourceText

/// What a repository's `.gitattributes` say of a path; the caller, who knows git, asks them.
package struct PathAttributes: Sendable {
  package typealias Question = @Sendable (RelativePath) async throws -> Bool

  /// `linguist-generated`.
  package var isGenerated: Question

  /// `linguist-vendored`.
  package var isVendored: Question

  /// `filter=` with any name, whether it is configured or not.
  package var isFiltered: Question

  package init(
    isGenerated: @escaping Question = { _ in false }, isVendored: @escaping Question = { _ in false },
    isFiltered: @escaping Question = { _ in false }
  ) {
    self.isGenerated = isGenerated
    self.isVendored = isVendored
    self.isFiltered = isFiltered
  }
}

extension PathAttributes {
  /// What the attribute files of one commit say.
  package init(_ rules: AttributeRules) {
    self.init(
      isGenerated: { rules.attributes(of: $0).isGenerated }, isVendored: { rules.attributes(of: $0).isVendored },
      isFiltered: { rules.attributes(of: $0).filter != nil })
  }
}
