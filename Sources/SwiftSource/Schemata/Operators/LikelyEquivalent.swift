internal import SwiftSyntax

/// Changes that can make no difference, by rules that can be justified; each says why.
///
/// They are listed and neither run nor counted. Whoever doubts a rule finds every mutant it was applied to in the report.
enum LikelyEquivalent {
  /// `x * 1` and `x / 1`, `x + 0` and `x - 0`, `x << 0` and `x >> 0` are the same.
  static func arithmetic(_ infix: InfixOperatorExprSyntax, _ name: String, in source: MutationSource) -> String? {
    if let reason = capacity(ExprSyntax(infix)) { return reason }
    let right = source.string(infix.rightOperand)
    switch name {
    case "*", "/": return right == "1" || right == "1.0" ? "by 1 both are the same" : nil
    case "+", "-", "&+", "&-", "<<", ">>": return right == "0" ? "by 0 both are the same" : nil
    default: return nil
    }
  }

  /// Where both sides are equal, both branches give the same: `a < b ? a : b`, and `if a < b { a = b }`.
  static func boundary(_ infix: InfixOperatorExprSyntax, in source: MutationSource) -> String? {
    let sides = Set([infix.leftOperand, infix.rightOperand].map { source.string($0) })
    guard sides.count == 2, let parent = infix.parent else { return nil }
    if let ternary = parent.as(TernaryExprSyntax.self), ternary.condition.byteRange == infix.byteRange,
      Set([ternary.thenExpression, ternary.elseExpression].map { source.string($0) }) == sides
    {
      return "where both sides are equal, both branches give the same value"
    }
    guard let statement = parent.parent?.parent?.as(IfExprSyntax.self), statement.conditions.count == 1,
      statement.elseBody == nil, statement.body.statements.count == 1,
      case .expr(let only)? = statement.body.statements.first?.item,
      let assignment = only.as(InfixOperatorExprSyntax.self), assignment.operator.is(AssignmentExprSyntax.self),
      Set([assignment.leftOperand, assignment.rightOperand].map { source.string($0) }) == sides
    else { return nil }
    return "where both sides are equal, the assignment changes nothing"
  }

  /// Memory that is set aside in advance is a matter of speed.
  static func constant(_ literal: ExprSyntax) -> String? { capacity(literal) }

  /// A hash may leave parts out, and memory need not be set aside in advance.
  static func removal(_ call: FunctionCallExprSyntax, _ name: String) -> String? {
    if name == "reserveCapacity" { return "memory that is set aside in advance is a matter of speed" }
    guard name == "combine", let member = call.calledExpression.as(MemberAccessExprSyntax.self),
      member.base?.trimmedDescription == "hasher"
    else { return nil }
    return "equal values still have equal hashes"
  }

  private static func capacity(_ expression: ExprSyntax) -> String? {
    var node = Syntax(expression)
    while let parent = node.parent, !parent.is(CodeBlockItemSyntax.self), !parent.is(ClosureExprSyntax.self) {
      let isCapacity =
        if let argument = node.as(LabeledExprSyntax.self) {
          argument.label?.text == "minimumCapacity" || argument.label?.text == "reservingCapacity"
            || parent.parent?.as(FunctionCallExprSyntax.self).flatMap(RemovedCallMutation.name) == "reserveCapacity"
        } else {
          false
        }
      if isCapacity { return "memory that is set aside in advance is a matter of speed" }
      node = parent
    }
    return nil
  }
}
