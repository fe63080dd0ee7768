internal import SwiftSyntax

/// A condition says the opposite; one that binds a value never holds; `!a` becomes `a`.
///
/// A comparison is left to its own operators, and a condition with an `else` to the one that swaps branches.
enum NegationMutation: MutationOperator {
  static let operation = MutationPoint.Operator.negation

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    if let prefix = node.as(PrefixOperatorExprSyntax.self), prefix.operator.text == "!" {
      return [MutationDraft(around: prefix, shown: prefix.operator.byteRange, [.call("fulcrumNot", [.init("")])])]
    }
    if let element = node.as(ConditionElementSyntax.self) { return condition(element, source) }
    if let clause = node.as(WhereClauseSyntax.self) { return negated(clause.condition, source) }
    if let loop = node.as(RepeatStmtSyntax.self) { return negated(loop.condition, source) }
    return []
  }

  private static func condition(_ element: ConditionElementSyntax, _ source: MutationSource) -> [MutationDraft] {
    switch element.condition {
    case .expression(let expression):
      return SwappedBranchesMutation.swaps(element) ? [] : negated(expression, source)
    case .optionalBinding, .matchingPattern:
      let suffix = ", \(SchemataSupport.original)(\(SchemaForm.firstNumber))"
      let form = SchemaForm(changes: [.init("false")], prefix: "", infix: nil, suffix: suffix)
      return [MutationDraft(around: element.condition, [form])]
    case .availability: return []
    }
  }

  /// Whether negating a condition says something that no other operator says.
  static func isPlain(_ expression: ExprSyntax) -> Bool {
    let inner = MutationSource.unparenthesised(expression)
    return !RelationalMutation.isComparison(inner) && !inner.is(BooleanLiteralExprSyntax.self)
      && inner.as(PrefixOperatorExprSyntax.self)?.operator.text != "!"
  }

  private static func negated(_ expression: ExprSyntax, _ source: MutationSource) -> [MutationDraft] {
    guard isPlain(expression) else { return [] }
    let change = SchemaForm.Change("!(\(source.string(expression)))")
    return [MutationDraft(around: expression, [.call("fulcrumNot", [change])])]
  }
}
