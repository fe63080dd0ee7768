internal import SwiftParser
internal import SwiftSyntax

/// The names that statements use and do not declare themselves: what they reach of the world around them.
package struct FreeNames: Hashable, Sendable {
  /// Functions, variables, types and macros that stand by themselves.
  package let plain: Set<String>

  /// Those that stand behind a dot.
  package let members: Set<String>

  /// - Parameter text: the statements of a function, which parse.
  package init(in text: String) {
    let visitor = FreeNameVisitor(viewMode: .sourceAccurate)
    visitor.walk(Parser.parse(source: text))
    plain = visitor.plain
    members = visitor.members
  }
}

/// Goes through statements in their order, so that a name is known as declared from its declaration on and in its scope alone.
private final class FreeNameVisitor: SyntaxVisitor {
  var plain: Set<String> = []
  var members: Set<String> = []
  private var scopes: [Set<String>] = [[]]

  private func declare(_ name: TokenSyntax) { scopes[scopes.count - 1].insert(Self.text(name)) }

  private func use(_ name: TokenSyntax, isMember: Bool = false) {
    let text = Self.text(name)
    if isMember {
      members.insert(text)
    } else if !text.hasPrefix("$"), text != "_", !scopes.contains(where: { $0.contains(text) }) {
      plain.insert(text)
    }
  }

  private static func text(_ token: TokenSyntax) -> String { String(token.text.filter { $0 != "`" }) }

  // MARK: Scopes

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    scopes.append([])
    return .visitChildren
  }
  override func visitPost(_ node: ClosureExprSyntax) { scopes.removeLast() }
  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    scopes.append([])
    return .visitChildren
  }
  override func visitPost(_ node: CodeBlockSyntax) { scopes.removeLast() }
  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    walk(node.sequence)
    scopes.append([])
    walk(node.pattern)
    if let clause = node.whereClause { walk(clause) }
    walk(node.body)
    scopes.removeLast()
    return .skipChildren
  }

  override func visit(_ node: IfExprSyntax) -> SyntaxVisitorContinueKind {
    scopes.append([])
    walk(node.conditions)
    walk(node.body)
    scopes.removeLast()
    // What is bound is not known behind `else`.
    if let other = node.elseBody { walk(other) }
    return .skipChildren
  }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    scopes.append([])
    return .visitChildren
  }
  override func visitPost(_ node: WhileStmtSyntax) { scopes.removeLast() }
  override func visit(_ node: SwitchCaseSyntax) -> SyntaxVisitorContinueKind {
    scopes.append([])
    return .visitChildren
  }
  override func visitPost(_ node: SwitchCaseSyntax) { scopes.removeLast() }

  // MARK: Declarations

  override func visit(_ node: PatternBindingSyntax) -> SyntaxVisitorContinueKind {
    if let type = node.typeAnnotation { walk(type) }
    // What stands on the right does not know the name yet.
    if let value = node.initializer { walk(value) }
    walk(node.pattern)
    if let accessors = node.accessorBlock { walk(accessors) }
    return .skipChildren
  }
  override func visit(_ node: OptionalBindingConditionSyntax) -> SyntaxVisitorContinueKind {
    if let type = node.typeAnnotation { walk(type) }
    if let value = node.initializer {
      walk(value)
    } else if let pattern = node.pattern.as(IdentifierPatternSyntax.self) {
      use(pattern.identifier)
    }
    walk(node.pattern)
    return .skipChildren
  }
  override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    declare(node.identifier)
    return .skipChildren
  }
  override func visit(_ node: ClosureShorthandParameterSyntax) -> SyntaxVisitorContinueKind {
    declare(node.name)
    return .skipChildren
  }
  override func visit(_ node: ClosureParameterSyntax) -> SyntaxVisitorContinueKind {
    declare(node.secondName ?? node.firstName)
    if let type = node.type { walk(type) }
    return .skipChildren
  }
  override func visit(_ node: CatchClauseSyntax) -> SyntaxVisitorContinueKind {
    scopes.append(["error"])
    return .visitChildren
  }
  override func visitPost(_ node: CatchClauseSyntax) { scopes.removeLast() }

  // MARK: Uses

  override func visit(_ node: DeclReferenceExprSyntax) -> SyntaxVisitorContinueKind {
    let isMember =
      node.parent?.as(MemberAccessExprSyntax.self)?.declName.id == node.id
      || node.parent?.is(KeyPathPropertyComponentSyntax.self) == true
    use(node.baseName, isMember: isMember)
    return .visitChildren
  }
  override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name)
    return .visitChildren
  }
  override func visit(_ node: MemberTypeSyntax) -> SyntaxVisitorContinueKind {
    use(node.name, isMember: true)
    return .visitChildren
  }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind {
    use(node.macroName)
    return .visitChildren
  }
}
