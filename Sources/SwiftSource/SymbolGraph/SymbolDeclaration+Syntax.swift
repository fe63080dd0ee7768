internal import SwiftParser
internal import SwiftSyntax

extension SymbolDeclaration {
  /// Reads a declaration as the compiler prints it, without a body.
  ///
  /// - Parameter text: such as `mutating func insert(_ element: Element)` or `case character(Character)`.
  package init(text: String) {
    let source = Parser.parse(source: "enum Outer {\n\(text)\n}")
    let members = source.statements.first?.item.as(EnumDeclSyntax.self)?.memberBlock.members
    self.init(text: text, declaration: members?.first?.decl)
  }

  private init(text: String, declaration: DeclSyntax?) {
    var signature: FunctionSignatureSyntax?
    var clause: FunctionParameterClauseSyntax?
    var payload: EnumCaseParameterClauseSyntax?
    var result: SwiftType?
    var accessors: AccessorBlockSyntax?
    var isFailable = false
    var isSettable = false
    let modifiers = declaration?.asProtocol((any WithModifiersSyntax).self)?.modifiers.map(\.trimmedDescription) ?? []
    let attributes =
      declaration?.asProtocol((any WithAttributesSyntax).self)?.attributes.map(\.trimmedDescription) ?? []

    switch declaration?.as(DeclSyntaxEnum.self) {
    case .functionDecl(let function):
      signature = function.signature
      result = function.signature.returnClause.map { SwiftType($0.type) }
    case .initializerDecl(let initializer):
      signature = initializer.signature
      isFailable = initializer.optionalMark != nil
    case .subscriptDecl(let member):
      clause = member.parameterClause
      result = SwiftType(member.returnClause.type)
      accessors = member.accessorBlock
      isSettable = Self.hasSetter(accessors)
    case .variableDecl(let variable):
      result = variable.bindings.first?.typeAnnotation.map { SwiftType($0.type) }
      accessors = variable.bindings.first?.accessorBlock
      isSettable = variable.bindingSpecifier.text == "var" && (accessors == nil || Self.hasSetter(accessors))
    case .enumCaseDecl(let cases):
      payload = cases.elements.first?.parameterClause
    case .typeAliasDecl(let alias):
      result = SwiftType(alias.initializer.value)
    default: break
    }
    let getter = Self.getter(accessors)
    let specifier = signature?.effectSpecifiers?.throwsClause?.throwsSpecifier.text
    self.init(
      text: text,
      parameters: (clause ?? signature?.parameterClause)?.parameters.map(Parameter.init)
        ?? payload?.parameters.enumerated().map { Parameter($0.element, position: $0.offset) } ?? [],
      result: result.flatMap { $0.isVoid ? nil : $0 },
      isThrowing: specifier == "throws" || getter?.effectSpecifiers?.throwsClause != nil,
      isRethrowing: specifier == "rethrows",
      isAsync: signature?.effectSpecifiers?.asyncSpecifier != nil || getter?.effectSpecifiers?.asyncSpecifier != nil,
      isMutating: modifiers.contains("mutating") || getter?.modifier?.name.text == "mutating",
      isFailable: isFailable, isSettable: isSettable, isNonisolated: modifiers.contains("nonisolated"),
      actor: attributes.first { $0.hasSuffix("Actor") }.map { String($0.dropFirst()) },
      modifiers: modifiers + attributes)
  }

  private static func hasSetter(_ block: AccessorBlockSyntax?) -> Bool {
    guard case .accessors(let list) = block?.accessors else { return false }
    return list.contains { ["set", "_modify"].contains($0.accessorSpecifier.text) }
  }

  private static func getter(_ block: AccessorBlockSyntax?) -> AccessorDeclSyntax? {
    guard case .accessors(let list) = block?.accessors else { return nil }
    return list.first { $0.accessorSpecifier.text == "get" }
  }
}

extension SymbolDeclaration.Parameter {
  init(_ syntax: FunctionParameterSyntax) {
    let label = syntax.firstName.text
    let type = SwiftType(syntax.type)
    let attributes = syntax.type.as(AttributedTypeSyntax.self)?.attributes.map(\.trimmedDescription) ?? []
    let isAutoclosure = attributes.contains("@autoclosure")
    // A caller writes what the closure gives.
    let given: SwiftType = if isAutoclosure, case .function(let function) = type { function.result } else { type }
    self.init(
      label: label == "_" ? nil : label.withoutBackticks, name: (syntax.secondName?.text ?? label).withoutBackticks,
      type: given, isInout: isWrittenInout(syntax.type), isVariadic: syntax.ellipsis != nil,
      isAutoclosure: isAutoclosure, defaultText: syntax.defaultValue?.value.trimmedDescription)
  }

  init(_ syntax: EnumCaseParameterSyntax, position: Int) {
    let label = syntax.firstName?.text
    self.init(
      label: label == "_" ? nil : label?.withoutBackticks,
      name: syntax.secondName?.text ?? label ?? "value\(position + 1)", type: SwiftType(syntax.type),
      defaultText: syntax.defaultValue?.value.trimmedDescription)
  }
}

extension String {
  /// A name without the backticks that a keyword needs.
  var withoutBackticks: String { hasPrefix("`") && hasSuffix("`") && count > 2 ? String(dropFirst().dropLast()) : self }
}
