internal import SwiftSyntax

/// The other branch is taken: of a condition with an `else`, and of `a ? b : c`; a case of a switch goes to `default`.
enum SwappedBranchesMutation: MutationOperator {
  static let operation = MutationPoint.Operator.swappedBranches

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    if let ternary = node.as(TernaryExprSyntax.self), NegationMutation.isPlain(ternary.condition) {
      return [swapped(ternary.condition, source)]
    }
    if let element = node.as(ConditionElementSyntax.self), swaps(element),
      case .expression(let expression) = element.condition
    {
      return [swapped(expression, source)]
    }
    if let item = node.as(SwitchCaseItemSyntax.self), item.whereClause == nil, hasDefault(item) {
      let suffix = " where \(SchemataSupport.original)(\(SchemaForm.firstNumber))"
      let form = SchemaForm(changes: [.init("/* default */")], prefix: "", infix: nil, suffix: suffix)
      return [MutationDraft(around: item.pattern, [form])]
    }
    return []
  }

  /// Whether negating a condition swaps two branches: it stands alone before an `else`.
  static func swaps(_ element: ConditionElementSyntax) -> Bool {
    guard let list = element.parent?.as(ConditionElementListSyntax.self), list.count == 1,
      let statement = list.parent?.as(IfExprSyntax.self), statement.elseBody != nil,
      case .expression(let expression) = element.condition
    else { return false }
    return NegationMutation.isPlain(expression)
  }

  private static func swapped(_ expression: ExprSyntax, _ source: MutationSource) -> MutationDraft {
    MutationDraft(around: expression, [.call("fulcrumNot", [.init("!(\(source.string(expression)))")])])
  }

  private static func hasDefault(_ item: SwitchCaseItemSyntax) -> Bool {
    var node = Syntax(item).parent
    while let current = node, !current.is(SwitchExprSyntax.self) {
      node = current.parent
    }
    guard let cases = node?.as(SwitchExprSyntax.self)?.cases else { return false }
    return cases.contains { element in
      guard case .switchCase(let one) = element, case .default = one.label else { return false }
      // `@unknown default` does not make a switch complete.
      return one.attribute == nil
    }
  }
}
