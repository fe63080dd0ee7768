package import Git

extension PathAttributes {
  /// What the attribute files of one commit say.
  package init(_ rules: AttributeRules) {
    self.init(
      isGenerated: { rules.attributes(of: $0).isGenerated }, isVendored: { rules.attributes(of: $0).isVendored },
      isFiltered: { rules.attributes(of: $0).filter != nil })
  }
}
