internal import SwiftSyntax

/// A comparison says the opposite: `a < b` becomes `a >= b`, `a == b` becomes `a != b`.
enum RelationalMutation: MutationOperator {
  static let operation = MutationPoint.Operator.relational

  static let opposites = [
    "<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==", "===": "!==", "!==": "===",
  ]

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    guard let infix = node.as(InfixOperatorExprSyntax.self), let name = source.name(of: infix),
      let opposite = opposites[name]
    else { return [] }
    // The result is turned round, and not the operator, so that any operands will do.
    return [MutationDraft(infix, [.call("fulcrumNot", [.init(opposite)])])]
  }

  /// Whether an expression is a comparison, which has mutants of its own wherever it stands.
  static func isComparison(_ expression: ExprSyntax) -> Bool {
    guard let infix = MutationSource.unparenthesised(expression).as(InfixOperatorExprSyntax.self),
      let token = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator
    else { return false }
    return opposites[token.text] != nil
  }
}
