internal import SwiftSyntax

/// Walks a file and collects its mutation points, outermost first, passing by what cannot or should not be changed.
final class SchemataVisitor: SyntaxAnyVisitor {
  private static let operators: [any MutationOperator.Type] = [
    ReturnMutation.self, RemovedCallMutation.self, NegationMutation.self, SwappedBranchesMutation.self,
    RelationalMutation.self, BoundaryMutation.self, LogicalMutation.self, ArithmeticMutation.self,
    ConstantMutation.self,
  ]

  /// Calls whose arguments say why the program ends, or what goes to a log.
  private static let messages: Set<String> = [
    "fatalError", "preconditionFailure", "assertionFailure", "debug", "info", "notice", "warning", "trace", "log",
  ]

  private let source: MutationSource
  private(set) var points: [MutationPoint] = []
  private var statements: [Range<Int>]
  private var bodies: [Range<Int>]

  init(_ source: MutationSource) {
    self.source = source
    statements = [0..<source.text.count]
    bodies = [0..<source.text.count]
    super.init(viewMode: .sourceAccurate)
  }

  override func visitAny(_ node: Syntax) -> SyntaxVisitorContinueKind {
    if isPassedBy(node) { return .skipChildren }
    if Self.isStatement(node) { statements.append(node.byteRange) }
    if Self.isBody(node) { bodies.append(node.byteRange) }
    for rule in Self.operators {
      for draft in rule.points(at: node, in: source) {
        points.append(
          MutationPoint(
            operation: rule.operation, range: draft.range, operatorRange: draft.operatorRange, shown: draft.shown,
            statement: statements.last ?? draft.range, body: bodies.last ?? draft.range, forms: draft.forms))
      }
    }
    return .visitChildren
  }

  override func visitAnyPost(_ node: Syntax) {
    guard !isPassedBy(node) else { return }
    if Self.isStatement(node) { statements.removeLast() }
    if Self.isBody(node) { bodies.removeLast() }
  }

  private static func isStatement(_ node: Syntax) -> Bool {
    node.is(CodeBlockItemSyntax.self) || node.is(MemberBlockItemSyntax.self)
  }

  private static func isBody(_ node: Syntax) -> Bool {
    [.functionDecl, .initializerDecl, .deinitializerDecl, .accessorBlock].contains(node.kind)
  }

  private func isPassedBy(_ node: Syntax) -> Bool {
    switch node.kind {
    // What macros make of their arguments is theirs; a key path is no code that runs here.
    case .attribute, .macroExpansionExpr, .macroExpansionDecl, .keyPathExpr, .importDecl, .precedenceGroupDecl,
      .operatorDecl, .macroDecl, .availabilityCondition, .genericWhereClause, .regexLiteralExpr, .expressionPattern:
      return true
    // The raw values of an enum's cases must be literals, and so must what an argument has by default in a macro.
    case .initializerClause: return node.parent?.is(EnumCaseElementSyntax.self) == true
    default: break
    }
    if node.is(TypeSyntax.self) { return true }
    // The condition of `#if`, but not what stands below it.
    if let clause = node.parent?.as(IfConfigClauseSyntax.self), clause.condition?.id == node.id { return true }
    return isMessage(node)
  }

  /// Whether it is an argument that only tells people something; a precondition's condition is none.
  private func isMessage(_ node: Syntax) -> Bool {
    guard node.is(LabeledExprListSyntax.self) || node.is(LabeledExprSyntax.self) else { return false }
    if let call = node.parent?.as(FunctionCallExprSyntax.self) {
      return RemovedCallMutation.name(of: call).map(Self.messages.contains) ?? false
    }
    guard let list = node.parent?.as(LabeledExprListSyntax.self),
      let call = list.parent?.as(FunctionCallExprSyntax.self),
      let name = RemovedCallMutation.name(of: call), ["precondition", "assert"].contains(name)
    else { return false }
    return node.id != list.first?.id
  }
}
