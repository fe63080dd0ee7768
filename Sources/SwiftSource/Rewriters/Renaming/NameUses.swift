internal import SwiftSyntax

/// Where a file names something, sorted by what the syntax says of it.
struct NameUses {
  /// The place where a name stands in a declaration.
  struct Declared {
    let name: String
    let kind: Declaration.Kind
    let range: Range<Int>

    /// The type that it is a member of.
    let owner: String?

    /// Whether it is a stored property of a value, or a case without a value of its own.
    let isStored: Bool

    /// Why the declaration cannot be renamed, as the end of a sentence.
    let hindrance: String?
  }

  /// A place that names something.
  struct Use {
    enum Form {
      /// By itself, and no body around it declares the name: `f`, `f()`.
      case plain

      /// Behind a dot: `a.f`, `.f`.
      case member

      /// As a type: `let a: T`.
      case type

      /// In a key path: `\.f`.
      case keyPath
    }

    let name: String
    let form: Form
    let range: Range<Int>
  }

  /// Declarations of the file and of types.
  private(set) var declared: [Declared] = []

  private(set) var uses: [Use] = []

  /// All names that stand anywhere, so that a new name can be told from all of them.
  private(set) var words: Set<String> = []

  /// Labels of arguments, by the name of what is called.
  private(set) var labels: [(callee: String, name: String, range: Range<Int>)] = []

  /// Modules that are imported.
  private(set) var modules: Set<String> = []

  /// Names that also mean something which is found by no rule of scopes: generic parameters, local types, captures.
  private(set) var ambiguous: Set<String> = []

  /// Types that are coded, here or by an extension.
  private(set) var coded: Set<String> = []

  /// Structures whose initializer the compiler makes of their properties.
  private(set) var memberwise: Set<String> = []

  init(_ source: ParsedSource) {
    for declaration in Declaration.all(in: source.tree) {
      for token in Self.nameTokens(declaration) {
        declared.append(
          Declared(
            name: token.text, kind: declaration.kind, range: token.byteRange,
            owner: declaration.owner?.lastName, isStored: RenameHindrance.isStored(declaration, token),
            hindrance: RenameHindrance.reason(declaration, token)))
      }
      if let type = TypeDeclaration(declaration.node) { readType(type) }
    }
    let places = Set(declared.map(\.range.lowerBound))
    for token in source.tree.tokens(viewMode: .sourceAccurate) {
      guard case .identifier(let text) = token.tokenKind else { continue }
      words.insert(text)
      if let parent = token.parent, Self.isAmbiguous(parent), !places.contains(token.byteRange.lowerBound) {
        ambiguous.insert(text)
      }
      guard let form = Self.form(of: token) else { continue }
      uses.append(Use(name: text, form: form, range: token.byteRange))
    }
    for call in SyntaxNodes.all(FunctionCallExprSyntax.self, in: source.tree) {
      guard let callee = CalledName(call.calledExpression) else { continue }
      for argument in call.arguments {
        guard let label = argument.label else { continue }
        labels.append((callee.name, label.text, label.byteRange))
      }
    }
    modules = Set(SyntaxNodes.all(ImportDeclSyntax.self, in: source.tree).compactMap { $0.path.first?.name.text })
  }

  private mutating func readType(_ type: TypeDeclaration) {
    if type.inherited.contains(where: RenameHindrance.isCoding) { coded.insert(type.lastName) }
    if type.kind == .struct, !type.members.contains(where: { $0.is(InitializerDeclSyntax.self) }) {
      memberwise.insert(type.name)
    }
  }

  private static func isAmbiguous(_ parent: Syntax) -> Bool {
    switch parent.kind {
    case .structDecl, .classDecl, .actorDecl, .enumDecl, .typeAliasDecl, .associatedTypeDecl, .genericParameter,
      .closureCapture, .macroDecl:
      true
    // `if let name` reads what it declares.
    case .identifierPattern:
      parent.parent?.as(OptionalBindingConditionSyntax.self)?.initializer == nil
        && parent.parent?.is(OptionalBindingConditionSyntax.self) == true
    default: false
    }
  }

  /// The tokens with a declaration's names.
  static func nameTokens(_ declaration: Declaration) -> [TokenSyntax] {
    let node = declaration.node
    if let node = node.as(FunctionDeclSyntax.self) { return [node.name] }
    if let node = node.as(TypeAliasDeclSyntax.self) { return [node.name] }
    if let node = node.as(EnumCaseDeclSyntax.self) { return node.elements.map(\.name) }
    if let node = node.as(VariableDeclSyntax.self) {
      return node.bindings.flatMap { SyntaxNodes.all(IdentifierPatternSyntax.self, in: $0.pattern).map(\.identifier) }
    }
    if let node = node.as(StructDeclSyntax.self) { return [node.name] }
    if let node = node.as(ClassDeclSyntax.self) { return [node.name] }
    if let node = node.as(ActorDeclSyntax.self) { return [node.name] }
    if let node = node.as(EnumDeclSyntax.self) { return [node.name] }
    if let node = node.as(ProtocolDeclSyntax.self) { return [node.name] }
    return []
  }

  private static func form(of token: TokenSyntax) -> Use.Form? {
    guard let parent = token.parent else { return nil }
    switch parent.kind {
    case .declReferenceExpr:
      if let member = parent.parent?.as(MemberAccessExprSyntax.self), member.declName.id == parent.id { return .member }
      if parent.parent?.is(KeyPathPropertyComponentSyntax.self) == true { return .keyPath }
      return LocalNames.isLocal(token.text, at: parent) ? nil : .plain
    case .identifierType, .memberType: return .type
    default: return nil
    }
  }
}
