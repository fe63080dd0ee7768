internal import SwiftSyntax

/// `if let x = x` becomes `if let x`, and so with `guard` and `while`.
struct ShorthandOptionalBinding: FileRewriter {
  static let description = RewriterDescription(
    "shorthand-optional-binding",
    "Writes `if let x` for `if let x = x`, also in `guard` and `while`, where no type stands.")

  let title = "Use the short form of optional bindings"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    for binding in SyntaxNodes.all(OptionalBindingConditionSyntax.self, in: draft.source.tree) {
      guard binding.typeAnnotation == nil, let initializer = binding.initializer,
        let pattern = binding.pattern.as(IdentifierPatternSyntax.self),
        let value = initializer.value.as(DeclReferenceExprSyntax.self), value.argumentNames == nil,
        pattern.identifier.text == value.baseName.text
      else { continue }
      // A comment between the names would go with them.
      guard !SyntaxNodes.hasComment(within: binding) else { continue }
      let removed = pattern.byteRange.upperBound..<value.byteRange.upperBound
      draft.add(removed, "")
    }
  }
}
