internal import SwiftSyntax

/// What a project says of its types, as far as it bears on who must see their members.
struct AccessTypes {
  /// Types declared here by one declaration each, by their last name.
  private var declared: [String: TypeDeclaration] = [:]

  /// Types with a conformance, a class above or an attribute, whose members others may need that name them nowhere.
  private var bound: Set<String> = []

  private static let harmless: Set<String> = [
    "Sendable", "Copyable", "~Copyable", "Error", "Equatable", "Hashable", "@unchecked Sendable",
  ]

  /// Members that the language itself calls by their names.
  private static let special: Set<String> = [
    "main", "callAsFunction", "dynamicallyCall", "wrappedValue", "projectedValue", "hash", "hashValue", "description",
    "buildBlock", "buildExpression", "buildOptional", "buildEither", "buildArray", "buildFinalResult",
    "buildPartialBlock", "buildLimitedAvailability", "appendInterpolation", "localizedDescription", "errorDescription",
    "allTests", "makeAsyncIterator", "makeIterator", "next", "encode", "body",
  ]

  init(_ sources: [ParsedSource]) {
    for source in sources {
      for declaration in Declaration.all(in: source.tree) {
        guard let type = TypeDeclaration(declaration.node) else { continue }
        if type.kind != .extension, declared.updateValue(type, forKey: type.lastName) != nil {
          bound.insert(type.lastName)
        }
        let inherited = type.inheritance?.inheritedTypes.map(\.type.trimmedDescription) ?? []
        if !inherited.allSatisfy(Self.harmless.contains) || !type.attributes.isEmpty { bound.insert(type.lastName) }
      }
    }
  }

  /// Whether nothing but its name leads to a declaration.
  func mayBeTightened(_ declaration: Declaration) -> Bool {
    guard [.function, .property].contains(declaration.kind), !declaration.names.isEmpty, declaration.attributes.isEmpty,
      !declaration.names.contains(where: Self.special.contains),
      !["override", "dynamic", "required", "open"].contains(where: declaration.has(modifier:)),
      declaration.names.allSatisfy({ SwiftName.isIdentifier($0) })
    else { return false }
    guard let owner = declaration.owner else { return !isWithinCondition(declaration) }
    guard owner.kind != .protocol, let type = declared[owner.lastName], type.kind != .protocol,
      !bound.contains(owner.lastName), !isWithinCondition(declaration),
      // A nested type's name may stand for several.
      owner.name == owner.lastName, SyntaxNodes.around(owner.node, MemberBlockSyntax.self) == nil
    else { return false }
    return declaration.kind == .function || !isInMemberwiseInitializer(declaration, type)
  }

  /// Below `#if` a build that is not made here may need more.
  private func isWithinCondition(_ declaration: Declaration) -> Bool {
    SyntaxNodes.around(declaration.node, IfConfigDeclSyntax.self) != nil
  }

  /// Whether the compiler makes an initializer that needs the property, which would become private with it.
  private func isInMemberwiseInitializer(_ declaration: Declaration, _ type: TypeDeclaration) -> Bool {
    guard type.kind == .struct, !declaration.has(modifier: "static"),
      let property = declaration.node.as(VariableDeclSyntax.self),
      !property.bindings.allSatisfy({ $0.accessorBlock != nil && $0.initializer == nil })
    else { return false }
    return !type.members.contains { $0.is(InitializerDeclSyntax.self) }
  }
}
