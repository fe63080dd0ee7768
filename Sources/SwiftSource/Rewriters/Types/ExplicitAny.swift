internal import SwiftSyntax

/// A protocol that stands as a type says `any`.
struct ExplicitAny: SourceRewriter {
  static let description = RewriterDescription(
    "explicit-any", "Writes `any P` where a protocol of the project, or one that is named, stands as a type.",
    [RewriterParameter("protocols", .list, "protocols of other modules", standard: "")], reach: .project)

  private let named: Set<String>

  init(_ arguments: RewriterArguments) { named = Set(arguments.list("protocols")) }

  func outcome(for files: [SourceFile], beside others: [SourceFile]) -> RewriteOutcome {
    var draft = ProjectDraft(files)
    let foreign = ProjectDraft(others)
    var protocols = named
    var types: Set<String> = []
    for source in draft.sources + foreign.sources {
      for declaration in Declaration.all(in: source.tree) where declaration.kind != .extension {
        guard let name = declaration.names.first else { continue }
        if declaration.kind == .protocol { protocols.insert(name) } else { types.insert(name) }
      }
      for parameter in SyntaxNodes.all(GenericParameterSyntax.self, in: source.tree) {
        types.insert(parameter.name.text)
      }
      for type in SyntaxNodes.all(AssociatedTypeDeclSyntax.self, in: source.tree) { types.insert(type.name.text) }
    }
    // A name that is also a type's says nothing by itself.
    protocols.subtract(types)
    var steps: [RewriteOutcome.Step] = []
    for (index, source) in draft.sources.enumerated() {
      var edits: [SourceEdit] = []
      for type in SyntaxNodes.all(IdentifierTypeSyntax.self, in: source.tree) where protocols.contains(type.name.text) {
        edits += Self.edits(of: type)
      }
      if let step = draft.step("Write any before protocols in \(source.path)", [index: edits]) { steps.append(step) }
    }
    return RewriteOutcome(steps: steps, notes: draft.notes)
  }

  private static func edits(of type: IdentifierTypeSyntax) -> [SourceEdit] {
    guard type.genericArgumentClause == nil else { return [] }
    var whole = Syntax(type)
    if let element = type.parent?.as(CompositionTypeElementSyntax.self) {
      // The first of several takes the word for all of them.
      guard let list = element.parent?.as(CompositionTypeElementListSyntax.self), list.first?.id == element.id,
        let composition = list.parent
      else { return [] }
      whole = composition
    }
    if let meta = whole.parent?.as(MetatypeTypeSyntax.self) {
      guard meta.metatypeSpecifier.text == "Type" else { return [] }
      whole = Syntax(meta)
    }
    guard let parent = whole.parent else { return [] }
    let range = whole.byteRange
    switch parent.kind {
    case .optionalType, .implicitlyUnwrappedOptionalType:
      return [
        SourceEdit(range.lowerBound..<range.lowerBound, "(any "), SourceEdit(range.upperBound..<range.upperBound, ")"),
      ]
    case .typeAnnotation, .functionParameter, .returnClause, .arrayType, .dictionaryType, .tupleTypeElement, .asExpr,
      .isExpr, .unresolvedAsExpr, .typeExpr, .genericArgument, .attributedType, .throwsClause,
      .enumCaseParameter:
      if parent.is(TypeExprSyntax.self), !isCast(parent) { return [] }
      return [SourceEdit(range.lowerBound..<range.lowerBound, "any ")]
    default: return []
    }
  }

  /// Whether a type that stands as an expression is what something is cast to.
  private static func isCast(_ node: Syntax) -> Bool {
    node.previousToken(viewMode: .sourceAccurate).map { ["as", "is", "?", "!"].contains($0.text) } ?? false
  }
}
