internal import SwiftSyntax

/// `&&` and `||` become each other, and `a ?? b` becomes `b`.
enum LogicalMutation: MutationOperator {
  static let operation = MutationPoint.Operator.logical

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    guard let infix = node.as(InfixOperatorExprSyntax.self), let name = source.name(of: infix) else { return [] }
    switch name {
    case "&&": return [MutationDraft(infix, [.call("fulcrumAnd", [.init("||")], replacesOperator: true)])]
    case "||": return [MutationDraft(infix, [.call("fulcrumOr", [.init("&&")], replacesOperator: true)])]
    case "??":
      let left = infix.leftOperand
      return [MutationDraft(around: left, [.call("fulcrumNil", [.init("nil")])])]
    default: return []
    }
  }
}
