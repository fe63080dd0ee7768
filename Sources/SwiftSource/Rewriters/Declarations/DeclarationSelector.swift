/// Which declarations a rule is for: those that match everything that was said.
struct DeclarationSelector {
  static let parameters = [
    RewriterParameter("kind", .choice(kinds), "only declarations of this kind", standard: ""),
    RewriterParameter("name", .pattern, "only declarations of this name; of extensions, this type", standard: ""),
    RewriterParameter("access", .choice(levels), "only declarations with this access level", standard: ""),
  ]

  private static let levels = ["open", "public", "package", "internal", "fileprivate", "private"]
  private static let kinds = Declaration.Kind.allCases.map(\.rawValue) + ["type"]
  private static let types: Set<Declaration.Kind> = [.actor, .class, .enum, .protocol, .struct]

  private let kind: String
  private let name: NamePattern?
  private let access: String

  init(_ arguments: RewriterArguments) {
    kind = arguments.text("kind")
    name = arguments.pattern("name")
    access = arguments.text("access")
  }

  func matches(_ declaration: Declaration) -> Bool {
    if !kind.isEmpty, kind != declaration.kind.rawValue, kind != "type" || !Self.types.contains(declaration.kind) {
      return false
    }
    // Of several names in one declaration all must match, since they share what is changed.
    if let name, !declaration.names.allSatisfy({ name.match($0) != nil }) { return false }
    return access.isEmpty || access == declaration.access
  }
}
