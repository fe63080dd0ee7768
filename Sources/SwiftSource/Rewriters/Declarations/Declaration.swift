internal import SwiftSyntax

/// A declaration that a rule may choose: one of the file or of a type, not one within a body.
struct Declaration {
  enum Kind: String, CaseIterable {
    case actor
    case `case`
    case `class`
    case `enum`
    case `extension`
    case function
    case initializer
    case property
    case `protocol`
    case `struct`
    case `subscript`
    case `typealias`
  }

  let node: DeclSyntax
  let kind: Kind

  /// What it is called; several for `let a = 1, b = 2` and `case a, b`; the type for an extension.
  let names: [String]

  /// The word that says its kind: `func`, `let`.
  let keyword: TokenSyntax

  let attributes: AttributeListSyntax
  let modifiers: DeclModifierListSyntax

  init?(_ node: DeclSyntax) {
    self.node = node
    switch node.kind {
    case .functionDecl:
      let node = node.cast(FunctionDeclSyntax.self)
      (kind, names, keyword) = (.function, [node.name.text], node.funcKeyword)
      (attributes, modifiers) = (node.attributes, node.modifiers)
    case .variableDecl:
      let node = node.cast(VariableDeclSyntax.self)
      kind = .property
      names = node.bindings.flatMap { LocalNames.bound(by: $0.pattern) }
      (keyword, attributes, modifiers) = (node.bindingSpecifier, node.attributes, node.modifiers)
    case .enumCaseDecl:
      let node = node.cast(EnumCaseDeclSyntax.self)
      (kind, names, keyword) = (.case, node.elements.map(\.name.text), node.caseKeyword)
      (attributes, modifiers) = (node.attributes, node.modifiers)
    case .initializerDecl:
      let node = node.cast(InitializerDeclSyntax.self)
      (kind, names, keyword) = (.initializer, ["init"], node.initKeyword)
      (attributes, modifiers) = (node.attributes, node.modifiers)
    case .subscriptDecl:
      let node = node.cast(SubscriptDeclSyntax.self)
      (kind, names, keyword) = (.subscript, ["subscript"], node.subscriptKeyword)
      (attributes, modifiers) = (node.attributes, node.modifiers)
    case .typeAliasDecl:
      let node = node.cast(TypeAliasDeclSyntax.self)
      (kind, names, keyword) = (.typealias, [node.name.text], node.typealiasKeyword)
      (attributes, modifiers) = (node.attributes, node.modifiers)
    default:
      guard let type = TypeDeclaration(node) else { return nil }
      (kind, names, keyword) = (type.kind, [type.name], type.keyword)
      (attributes, modifiers) = (type.attributes, type.modifiers)
    }
  }

  /// All declarations of the file and of types, in the order of the text.
  static func all(in tree: some SyntaxProtocol) -> [Declaration] {
    let collector = DeclarationCollector(viewMode: .sourceAccurate)
    collector.walk(tree)
    return collector.declarations
  }

  /// The modifier that says who may use it, not who may set it.
  var accessModifier: DeclModifierSyntax? {
    modifiers.first { $0.detail == nil && Self.accessLevels.contains($0.name.text) }
  }

  /// Who may use it, as far as it says so itself, or its extension, protocol or enum does.
  var access: String {
    if let accessModifier { return accessModifier.name.text }
    guard let parent = SyntaxNodes.around(node, MemberBlockSyntax.self)?.parent?.as(DeclSyntax.self),
      let owner = Declaration(parent)
    else { return "internal" }
    switch owner.kind {
    case .extension: return owner.accessModifier?.name.text ?? "internal"
    case .protocol: return owner.access
    default: return kind == .case ? owner.access : "internal"
    }
  }

  func has(attribute name: String) -> Bool { attribute(name) != nil }

  func attribute(_ name: String) -> AttributeSyntax? {
    attributes.lazy.compactMap { $0.as(AttributeSyntax.self) }.first { $0.attributeName.trimmedDescription == name }
  }

  func has(modifier name: String) -> Bool { modifiers.contains { $0.name.text == name && $0.detail == nil } }

  /// The type, protocol or extension that it is a member of.
  var owner: TypeDeclaration? {
    SyntaxNodes.around(node, MemberBlockSyntax.self)?.parent?.as(DeclSyntax.self).flatMap(TypeDeclaration.init)
  }

  static let accessLevels: Set<String> = ["open", "public", "package", "internal", "fileprivate", "private"]
}

private final class DeclarationCollector: SyntaxVisitor {
  private(set) var declarations: [Declaration] = []

  override func visit(_ node: CodeBlockItemSyntax) -> SyntaxVisitorContinueKind {
    if case .decl(let node) = node.item { add(node) }
    return .visitChildren
  }

  override func visit(_ node: MemberBlockItemSyntax) -> SyntaxVisitorContinueKind {
    add(node.decl)
    return .visitChildren
  }

  private func add(_ node: DeclSyntax) {
    if let declaration = Declaration(node) { declarations.append(declaration) }
  }

  // What stands in bodies and values is nobody's member.
  override func visit(_ node: CodeBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
  override func visit(_ node: InitializerClauseSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
