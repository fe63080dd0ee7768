internal import SwiftSyntax

/// The names of types that are known to be Sendable: of the standard library, and those of a project that say so.
struct KnownSendables {
  private var names: Set<String>

  /// Names of a project's own types, which hide those of the standard library.
  private let declared: Set<String>

  /// Names that several types of the project have, so that a name alone says nothing.
  private let repeated: Set<String>

  private static let standard: Set<String> = [
    "Bool", "Character", "ContinuousClock", "Double", "Duration", "Float", "Int", "Int16", "Int32", "Int64", "Int8",
    "Never", "StaticString", "String", "Substring", "SuspendingClock", "UInt", "UInt16", "UInt32", "UInt64", "UInt8",
    "Unicode.Scalar", "Void", "ContinuousClock.Instant", "SuspendingClock.Instant", "UnicodeScalar",
    // Of Foundation
    "Calendar", "CharacterSet", "Data", "Date", "DateComponents", "DateInterval", "Decimal", "IndexPath", "IndexSet",
    "Locale", "Measurement", "TimeInterval", "TimeZone", "URL", "URLComponents", "UUID",
  ]

  /// Types that are Sendable when what they are made of is.
  private static let containers: Set<String> = [
    "Array", "ArraySlice", "ClosedRange", "ContiguousArray", "Dictionary", "Optional", "PartialRangeFrom",
    "PartialRangeThrough", "PartialRangeUpTo", "Range", "Set",
  ]

  init(_ sources: [ParsedSource]) {
    var names: Set<String> = []
    var declared: Set<String> = []
    var repeated: Set<String> = []
    for source in sources {
      for declaration in Declaration.all(in: source.tree) {
        if declaration.kind == .typealias, let name = declaration.names.first { repeated.insert(name) }
        guard let type = TypeDeclaration(declaration.node) else { continue }
        if type.kind != .extension, !declared.insert(type.name).inserted { repeated.insert(type.name) }
        let isSendable = type.inherited.contains { ["Sendable", "Error", "LocalizedError", "CodingKey"].contains($0) }
        if isSendable || type.kind == .actor { names.insert(type.lastName) }
        // What is unchecked, or expressly not, is settled too.
        if type.inheritance?.trimmedDescription.contains("Sendable") == true { names.insert(type.lastName) }
        if declaration.attributes.trimmedDescription.contains("unavailable") { repeated.insert(type.lastName) }
      }
    }
    (self.names, self.declared, self.repeated) = (names, declared, repeated)
  }

  func contains(_ name: String) -> Bool { names.contains(name) || repeated.contains(name) }

  mutating func insert(_ name: String) { names.insert(name) }

  /// Whether all that a value of the type holds is known to be Sendable.
  func isSendable(_ type: TypeDeclaration) -> Bool {
    // What is suppressed or wrapped, or comes from a class above, is not seen here.
    guard !(type.inheritance?.trimmedDescription.contains("~") ?? false), !repeated.contains(type.name) else {
      return false
    }
    switch type.kind {
    case .class:
      guard type.modifiers.contains(where: { $0.name.text == "final" }), type.attributes.isEmpty,
        type.inherited.allSatisfy(Self.protocols.contains)
      else { return false }
    case .struct, .enum: break
    default: return false
    }
    let generics = Set(type.generics?.parameters.map(\.name.text) ?? [])
    return type.members.allSatisfy { member in
      if let property = member.as(VariableDeclSyntax.self) { return isSendable(property, type, generics) }
      if let cases = member.as(EnumCaseDeclSyntax.self) {
        return cases.elements.allSatisfy { element in
          element.parameterClause?.parameters.allSatisfy { isSendable($0.type, type, generics) } ?? true
        }
      }
      // A macro may add stored properties.
      return !member.is(MacroExpansionDeclSyntax.self)
    }
  }

  /// Protocols that no class can be: only with these is it certain that there is no class above.
  private static let protocols: Set<String> = [
    "Codable", "Comparable", "CustomDebugStringConvertible", "CustomStringConvertible", "Decodable", "Encodable",
    "Equatable", "Hashable", "Identifiable",
  ]

  private func isSendable(_ property: VariableDeclSyntax, _ type: TypeDeclaration, _ generics: Set<String>) -> Bool {
    let words = property.modifiers.map(\.name.text)
    if words.contains("static") || words.contains("class") { return true }
    return property.bindings.allSatisfy { binding in
      if let block = binding.accessorBlock, !Self.isObserved(block) { return true }
      if type.kind == .class, property.bindingSpecifier.text != "let" { return false }
      guard property.attributes.isEmpty, !words.contains("weak"), !words.contains("unowned"), !words.contains("lazy")
      else {
        return false
      }
      if let annotation = binding.typeAnnotation { return isSendable(annotation.type, type, generics) }
      switch binding.initializer?.value.kind {
      case .integerLiteralExpr?, .floatLiteralExpr?, .stringLiteralExpr?, .booleanLiteralExpr?: return true
      default: return false
      }
    }
  }

  /// Whether a property with accessors is stored all the same.
  private static func isObserved(_ block: AccessorBlockSyntax) -> Bool {
    guard case .accessors(let list) = block.accessors else { return false }
    return list.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
  }

  private func isSendable(_ syntax: TypeSyntax, _ type: TypeDeclaration, _ generics: Set<String>) -> Bool {
    func holds(_ syntax: TypeSyntax) -> Bool { isSendable(syntax, type, generics) }
    switch syntax.kind {
    case .optionalType: return holds(syntax.cast(OptionalTypeSyntax.self).wrappedType)
    case .arrayType: return holds(syntax.cast(ArrayTypeSyntax.self).element)
    case .dictionaryType:
      let dictionary = syntax.cast(DictionaryTypeSyntax.self)
      return holds(dictionary.key) && holds(dictionary.value)
    case .tupleType: return syntax.cast(TupleTypeSyntax.self).elements.allSatisfy { holds($0.type) }
    case .attributedType:
      let attributed = syntax.cast(AttributedTypeSyntax.self)
      return attributed.baseType.is(FunctionTypeSyntax.self)
        && attributed.attributes.trimmedDescription.contains("@Sendable")
    case .identifierType:
      let identifier = syntax.cast(IdentifierTypeSyntax.self)
      let name = identifier.name.text
      guard !generics.contains(name), !repeated.contains(name) else { return false }
      if let arguments = identifier.genericArgumentClause?.arguments {
        guard Self.containers.contains(name), !declared.contains(name) else { return false }
        return arguments.allSatisfy { argument in
          if case .type(let inner) = argument.argument { holds(inner) } else { false }
        }
      }
      // A type that holds itself is what the rest of it is.
      if name == type.name { return true }
      return declared.contains(name) ? names.contains(name) : Self.standard.contains(name)
    case .memberType: return Self.standard.contains(syntax.trimmedDescription)
    default: return false
    }
  }
}
