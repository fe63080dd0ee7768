/// All rules, by name.
package enum SourceRewriters {
  /// In the order of their names, as `docs/Rewriters.md` lists them.
  private static let all: [any SourceRewriter.Type] = [
    AddAttribute.self, AddModifier.self, AdoptRenamed.self, ArgumentLabels.self, CompletionToAsync.self,
    EmptyInsteadOfCount.self, ExplicitAny.self, ForWhere.self, GroupMembers.self, GuardExit.self, ImplicitReturn.self,
    MinimumVersions.self, PrintToLogger.self, RedundantType.self, RemoveAttribute.self, RemoveModifier.self,
    RenameByPattern.self, SendableAnnotation.self, ShorthandOptionalBinding.self, SortImports.self,
    SwiftTestingMigration.self, AccessTightening.self, UnusedImports.self,
  ]

  /// What there is, in the order of the names.
  package static var descriptions: [RewriterDescription] { all.map { $0.description } }

  /// Makes a rule.
  ///
  /// - Parameters:
  ///   - name: of the rule.
  ///   - arguments: by name, as a recipe gives them.
  /// - Throws: `SwiftSourceError` with code `.rewriter`, which says what there is.
  package static func rewriter(
    _ name: String, _ arguments: [String: String] = [:]
  ) throws(SwiftSourceError) -> any SourceRewriter {
    guard let rule = all.first(where: { $0.description.name == name }) else {
      let names = all.map { $0.description.name }.joined(separator: ", ")
      throw SwiftSourceError(.rewriter, "there is no rule \(String(reflecting: name)) for Swift; there are \(names)")
    }
    return try rule.init(RewriterArguments(arguments, for: rule.description))
  }
}
