internal import SwiftSyntax

/// `let a: A = A()` becomes `let a = A()`.
struct RedundantType: FileRewriter {
  static let description = RewriterDescription(
    "redundant-type",
    "Removes the type of a constant or variable whose value is an initializer of it, or its plain literal.")

  let title = "Remove types that the value says"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    for binding in SyntaxNodes.all(PatternBindingSyntax.self, in: draft.source.tree) {
      guard binding.pattern.is(IdentifierPatternSyntax.self), let annotation = binding.typeAnnotation,
        let value = binding.initializer?.value, says(value, annotation.type.trimmedDescription),
        !SyntaxNodes.hasComment(within: annotation),
        !SyntaxNodes.isComment(annotation.leadingTrivia), !SyntaxNodes.isComment(binding.pattern.trailingTrivia),
        !SyntaxNodes.isComment(annotation.trailingTrivia)
      else { continue }
      draft.add(binding.pattern.byteRange.upperBound..<annotation.byteRange.upperBound, "")
    }
  }

  private func says(_ value: ExprSyntax, _ type: String) -> Bool {
    switch value.kind {
    case .stringLiteralExpr: return type == "String"
    case .booleanLiteralExpr: return type == "Bool"
    case .integerLiteralExpr: return type == "Int"
    case .floatLiteralExpr: return type == "Double"
    case .functionCallExpr:
      let called = value.cast(FunctionCallExprSyntax.self).calledExpression
      // A name in lower case may be a function, and one behind a lower case name a method.
      let isType = type.split(separator: ".").allSatisfy { $0.first?.isUppercase == true }
      return isType && called.trimmedDescription == type && !SyntaxNodes.hasComment(within: called)
    default: return false
    }
  }
}
