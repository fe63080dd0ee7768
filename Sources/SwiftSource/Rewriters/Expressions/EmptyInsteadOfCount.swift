internal import SwiftSyntax

/// `x.count == 0` becomes `x.isEmpty`.
struct EmptyInsteadOfCount: FileRewriter {
  static let description = RewriterDescription(
    "empty-instead-of-count",
    "Writes `x.isEmpty` for `x.count == 0`, and its opposite; the compiler decides whether the type has it.")

  let title = "Ask whether something is empty in place of how many"

  init(_ arguments: RewriterArguments) {}

  func rewrite(_ draft: inout RewriteDraft) {
    for comparison in SyntaxNodes.all(InfixOperatorExprSyntax.self, in: draft.source.folded) {
      guard let name = comparison.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
        let isEmpty = meaning(comparison.leftOperand, name, comparison.rightOperand),
        let count = comparison.leftOperand.as(MemberAccessExprSyntax.self), let base = count.base,
        count.declName.baseName.text == "count", count.declName.argumentNames == nil,
        isPlain(base), !SyntaxNodes.hasComment(within: comparison), !isInItsOwnDefinition(comparison)
      else { continue }
      let tail = count.period.byteRange.lowerBound..<comparison.byteRange.upperBound
      let edit = SourceEdit(tail, ".isEmpty")
      let start = comparison.byteRange.lowerBound
      draft.add(isEmpty ? [edit] : [SourceEdit(start..<start, "!"), edit])
    }
  }

  /// Whether a comparison asks for emptiness, or for its opposite; nil when for neither.
  private func meaning(_ left: ExprSyntax, _ name: String, _ right: ExprSyntax) -> Bool? {
    guard let number = right.as(IntegerLiteralExprSyntax.self)?.literal.text else { return nil }
    switch (name, number) {
    case ("==", "0"), ("<", "1"), ("<=", "0"): return true
    case ("!=", "0"), (">", "0"), (">=", "1"): return false
    default: return nil
    }
  }

  /// Whether something is a name, a member or a call: an optional chain has no plain count, and `super` and `self` may be
  /// what asks.
  private func isPlain(_ base: ExprSyntax) -> Bool {
    switch base.kind {
    case .declReferenceExpr: !["self", "super", "Self"].contains(base.trimmedDescription)
    case .memberAccessExpr: base.cast(MemberAccessExprSyntax.self).base.map { isChain($0) } ?? false
    case .functionCallExpr: isChain(base.cast(FunctionCallExprSyntax.self).calledExpression)
    case .subscriptCallExpr: isChain(base.cast(SubscriptCallExprSyntax.self).calledExpression)
    default: false
    }
  }

  private func isChain(_ base: ExprSyntax) -> Bool { base.is(DeclReferenceExprSyntax.self) || isPlain(base) }

  /// Whether it stands in the definition of `isEmpty`, which would ask itself.
  private func isInItsOwnDefinition(_ node: some SyntaxProtocol) -> Bool {
    var parent = node.parent
    while let candidate = parent {
      if let binding = candidate.as(PatternBindingSyntax.self), binding.pattern.trimmedDescription == "isEmpty" {
        return true
      }
      parent = candidate.parent
    }
    return false
  }
}
