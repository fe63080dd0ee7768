internal import SwiftSyntax

/// A call whose value nobody uses is not made.
enum RemovedCallMutation: MutationOperator {
  static let operation = MutationPoint.Operator.removedCall

  /// Calls that do not return, or whose removal says nothing about tests.
  static let kept: Set<String> = [
    "fatalError", "preconditionFailure", "assertionFailure", "precondition", "assert", "init", "exit", "abort",
    "_internalInvariant", "withExtendedLifetime",
  ]

  static func points(at node: Syntax, in source: MutationSource) -> [MutationDraft] {
    guard let item = node.as(CodeBlockItemSyntax.self), case .expr(let expression) = item.item,
      let call = called(expression), let name = name(of: call), !kept.contains(name), !isInitializer(name),
      isStatement(item)
    else { return [] }
    let prefix = "if \(SchemataSupport.original)(\(SchemaForm.firstNumber)) { "
    let change = SchemaForm.Change("", equivalence: LikelyEquivalent.removal(call, name))
    let form = SchemaForm(changes: [change], prefix: prefix, infix: nil, suffix: " }")
    return [MutationDraft(around: expression, [form])]
  }

  /// The name that is called, without its receiver and arguments.
  static func name(of call: FunctionCallExprSyntax) -> String? {
    if let member = call.calledExpression.as(MemberAccessExprSyntax.self) { return member.declName.baseName.text }
    return call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text
  }

  /// Whether a name is a type's; such a call alone on a line stands in a result builder.
  private static func isInitializer(_ name: String) -> Bool { name.first?.isUppercase == true }

  /// The call in `f()`, `try f()`, `await f()` and `_ = f()`.
  private static func called(_ expression: ExprSyntax) -> FunctionCallExprSyntax? {
    if let call = expression.as(FunctionCallExprSyntax.self) { return call }
    if let attempt = expression.as(TryExprSyntax.self) { return called(attempt.expression) }
    if let wait = expression.as(AwaitExprSyntax.self) { return called(wait.expression) }
    if let infix = expression.as(InfixOperatorExprSyntax.self), infix.operator.is(AssignmentExprSyntax.self),
      infix.leftOperand.is(DiscardAssignmentExprSyntax.self)
    {
      return called(infix.rightOperand)
    }
    return nil
  }

  /// Whether the value of an item cannot be what its function or closure returns.
  private static func isStatement(_ item: CodeBlockItemSyntax) -> Bool {
    guard let list = item.parent?.as(CodeBlockItemListSyntax.self), let owner = list.parent else { return false }
    if let closure = owner.as(ClosureExprSyntax.self) { return list.count > 1 || isGivenToForEach(closure) }
    if list.count > 1 { return !ReturnType.isBuilt(around: Syntax(item)) }
    guard let block = owner.as(CodeBlockSyntax.self) else { return owner.is(SwitchCaseSyntax.self) && !isValue(owner) }
    if let function = block.parent?.as(FunctionDeclSyntax.self) {
      return function.signature.returnClause.map { ["Void", "()"].contains($0.type.trimmedDescription) } ?? true
    }
    if let accessor = block.parent?.as(AccessorDeclSyntax.self) {
      return ["set", "didSet", "willSet"].contains(accessor.accessorSpecifier.text)
    }
    if block.parent?.is(GuardStmtSyntax.self) == true { return false }
    if block.parent?.is(IfExprSyntax.self) == true, let parent = block.parent { return !isValue(parent) }
    return true
  }

  private static func isGivenToForEach(_ closure: ClosureExprSyntax) -> Bool {
    closure.parent?.as(FunctionCallExprSyntax.self).flatMap(name(of:)) == "forEach"
  }

  /// Whether an `if` or `switch`, or a case of one, gives a value.
  private static func isValue(_ node: Syntax) -> Bool {
    var node: Syntax? = node
    while let current = node, !current.is(CodeBlockItemSyntax.self) {
      if [.initializerClause, .returnStmt, .infixOperatorExpr].contains(current.kind) { return true }
      node = current.parent
    }
    guard let item = node?.as(CodeBlockItemSyntax.self), let list = item.parent?.as(CodeBlockItemListSyntax.self) else {
      return false
    }
    return list.count == 1 && ReturnType(around: Syntax(item)) != .none
  }
}
