internal import SwiftSyntax

/// A comparison takes its limit in, or leaves it out; a range ends one later, or earlier.
enum BoundaryMutation: MutationOperator {
  static let operation = MutationPoint.Operator.boundary

  private static let comparisons = [
    "<": ("<=", "fulcrumLess"), "<=": ("<", "fulcrumLessOrEqual"), ">": (">=", "fulcrumGreater"),
    ">=": (">", "fulcrumGreaterOrEqual"),
  ]

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    guard let infix = node.as(InfixOperatorExprSyntax.self), let name = source.name(of: infix) else { return [] }
    if let (other, helper) = comparisons[name] {
      let change = SchemaForm.Change(other, equivalence: LikelyEquivalent.boundary(infix, in: source))
      let whole = source.exchanging(infix, other)
      let choice = whole.map { SchemaForm.choice([change], [$0]) }
      return [MutationDraft(infix, [.call(helper, [change], replacesOperator: true)] + (choice.map { [$0] } ?? []))]
    }
    return range(infix, name)
  }

  /// A literal at the end of a range has mutants of its own.
  private static func range(_ infix: InfixOperatorExprSyntax, _ name: String) -> [MutationDraft] {
    let right = infix.rightOperand
    guard name == "..<" || name == "...", !right.is(IntegerLiteralExprSyntax.self) else { return [] }
    let (other, helper) = name == "..<" ? ("...", "fulcrumLater") : ("..<", "fulcrumEarlier")
    return [MutationDraft(around: right, shown: infix.operator.byteRange, [.call(helper, [.init(other)])])]
  }
}
