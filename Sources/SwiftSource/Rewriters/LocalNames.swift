internal import SwiftSyntax

/// Names that mean something only within a body: parameters, and what statements and patterns bind.
enum LocalNames {
  /// What a pattern binds.
  static func bound(by pattern: some SyntaxProtocol) -> [String] {
    SyntaxNodes.all(IdentifierPatternSyntax.self, in: pattern).map(\.identifier.text)
  }

  /// Whether a name at some place means something that a body around it declares.
  ///
  /// Declarations behind the place count too: whoever asks wants to be certain.
  static func isLocal(_ name: String, at node: some SyntaxProtocol) -> Bool {
    var child = Syntax(node)
    while let parent = child.parent {
      if declared(by: parent, seenFrom: child).contains(name) { return true }
      child = parent
    }
    return false
  }

  private static func declared(by scope: Syntax, seenFrom child: Syntax) -> [String] {
    switch scope.kind {
    case .functionDecl: return parameters(scope.cast(FunctionDeclSyntax.self).signature.parameterClause)
    case .initializerDecl: return parameters(scope.cast(InitializerDeclSyntax.self).signature.parameterClause)
    case .subscriptDecl: return parameters(scope.cast(SubscriptDeclSyntax.self).parameterClause)
    case .macroDecl: return parameters(scope.cast(MacroDeclSyntax.self).signature.parameterClause)
    case .accessorDecl:
      let accessor = scope.cast(AccessorDeclSyntax.self)
      if let name = accessor.parameters?.name.text { return [name] }
      return ["newValue", "oldValue"]
    case .closureExpr: return closure(scope.cast(ClosureExprSyntax.self))
    case .codeBlockItemList:
      // What the file declares is no local name.
      if scope.parent?.is(SourceFileSyntax.self) == true { return [] }
      return scope.cast(CodeBlockItemListSyntax.self).flatMap(statement)
    case .forStmt: return bound(by: scope.cast(ForStmtSyntax.self).pattern)
    case .ifExpr: return conditions(scope.cast(IfExprSyntax.self).conditions)
    case .whileStmt: return conditions(scope.cast(WhileStmtSyntax.self).conditions)
    case .guardStmt: return conditions(scope.cast(GuardStmtSyntax.self).conditions)
    case .switchCase:
      return bound(by: scope.cast(SwitchCaseSyntax.self).label)
    case .catchClause: return bound(by: scope.cast(CatchClauseSyntax.self).catchItems) + ["error"]
    default: return []
    }
  }

  private static func parameters(_ clause: FunctionParameterClauseSyntax) -> [String] {
    clause.parameters.map { ($0.secondName ?? $0.firstName).text }
  }

  private static func closure(_ closure: ClosureExprSyntax) -> [String] {
    guard let signature = closure.signature else { return [] }
    var names = signature.capture?.items.map(\.name.text) ?? []
    switch signature.parameterClause {
    case .simpleInput(let list)?: names += list.map(\.name.text)
    case .parameterClause(let clause)?: names += clause.parameters.map { ($0.secondName ?? $0.firstName).text }
    case nil: break
    }
    return names
  }

  /// What one statement of a body declares for those beside it.
  static func statement(_ item: CodeBlockItemSyntax) -> [String] {
    switch item.item {
    case .decl(let declaration): return Declaration(declaration)?.names ?? []
    case .stmt(let statement): return statement.as(GuardStmtSyntax.self).map { conditions($0.conditions) } ?? []
    case .expr: return []
    }
  }

  static func conditions(_ list: ConditionElementListSyntax) -> [String] {
    list.flatMap { element -> [String] in
      switch element.condition {
      case .optionalBinding(let binding): bound(by: binding.pattern)
      case .matchingPattern(let matching): bound(by: matching.pattern)
      default: []
      }
    }
  }

  /// Whether statements cannot leave their block for the list around it: they declare what is named there, or hold what
  /// ends with the block.
  ///
  /// - Parameters:
  ///   - statements: of the block.
  ///   - names: that become visible with them.
  ///   - item: the statement that the block belongs to, in the list.
  static func meet(
    _ statements: CodeBlockItemListSyntax, and names: [String] = [], beside item: CodeBlockItemSyntax,
    in list: CodeBlockItemListSyntax
  ) -> Bool {
    var names = Set(names)
    for statement in statements {
      switch statement.item {
      case .decl(let declaration): if !declaration.is(VariableDeclSyntax.self) { return true }
      case .stmt(let inner): if inner.is(DeferStmtSyntax.self) { return true }
      case .expr: break
      }
      names.formUnion(self.statement(statement))
    }
    return !names.isEmpty
      && list.contains { other in
        other.id != item.id && other.tokens(viewMode: .sourceAccurate).contains { names.contains($0.text) }
      }
  }
}
