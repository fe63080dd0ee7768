internal import SwiftSyntax

/// A function returns at once what its declared type has as its plainest value: `false` or `true`, 0, `nil`, empty.
enum ReturnMutation: MutationOperator {
  static let operation = MutationPoint.Operator.returnValue

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    guard let item = node.as(CodeBlockItemSyntax.self) else { return [] }
    switch item.item {
    case .stmt(let statement):
      guard let statement = statement.as(ReturnStmtSyntax.self), let value = statement.expression else { return [] }
      return draft(of: Syntax(statement), value, ReturnType(around: node).values, rest: "", source)
    case .expr(let value):
      guard let list = item.parent?.as(CodeBlockItemListSyntax.self), list.count == 1, isBody(list),
        ![.ifExpr, .switchExpr, .macroExpansionExpr].contains(value.kind)
      else { return [] }
      if let call = value.as(FunctionCallExprSyntax.self), let name = RemovedCallMutation.name(of: call),
        RemovedCallMutation.kept.contains(name), name != "init"
      {
        return []
      }
      return draft(of: Syntax(value), value, ReturnType(around: node).values, rest: "return ", source)
    default: return []
    }
  }

  /// Whether statements are the whole body of a function or getter, so that a single expression is what it returns.
  private static func isBody(_ list: CodeBlockItemListSyntax) -> Bool {
    guard let owner = list.parent else { return false }
    if owner.is(AccessorBlockSyntax.self) { return true }
    guard let holder = owner.as(CodeBlockSyntax.self)?.parent else { return false }
    return holder.is(FunctionDeclSyntax.self) || holder.is(AccessorDeclSyntax.self)
  }

  private static func draft(
    of statement: Syntax, _ value: ExprSyntax, _ values: [String], rest: String, _ source: MutationSource
  ) -> [MutationDraft] {
    let inner = MutationSource.unparenthesised(value)
    guard !values.isEmpty, !isCovered(inner), !values.contains(source.string(inner)) else { return [] }
    let numbers = [SchemaForm.firstNumber, SchemaForm.secondNumber]
    let returns = zip(numbers, values).map { "if \(SchemataSupport.test)(\($0)) { return \($1) }; " }
    let form = SchemaForm(
      changes: values.map { SchemaForm.Change($0) }, prefix: returns.joined() + rest, infix: nil, suffix: "")
    return [MutationDraft(around: statement, shown: value.byteRange, [form])]
  }

  /// Whether the other operators say all about a value: literals, and what is compared, joined or turned round.
  private static func isCovered(_ value: ExprSyntax) -> Bool {
    if RelationalMutation.isComparison(value) || value.is(PrefixOperatorExprSyntax.self) { return true }
    if let infix = value.as(InfixOperatorExprSyntax.self) {
      return ["&&", "||"].contains(infix.operator.trimmedDescription)
    }
    return [
      .booleanLiteralExpr, .integerLiteralExpr, .floatLiteralExpr, .stringLiteralExpr, .nilLiteralExpr,
    ].contains(value.kind)
  }
}
