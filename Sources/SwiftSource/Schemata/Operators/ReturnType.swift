internal import SwiftSyntax

/// What the function or getter around a statement returns, as far as its declaration tells.
enum ReturnType: Equatable {
  case boolean
  case number
  case text
  case optional
  case array
  case dictionary

  /// A type without a plain value.
  case other

  /// Nothing, or a closure's value, whose type is not written.
  case none

  private static let numbers: Set<String> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Double", "Float",
    "CGFloat",
  ]

  init(around node: Syntax) {
    var current = node.parent
    while let node = current {
      if node.is(ClosureExprSyntax.self) || node.is(InitializerDeclSyntax.self) { break }
      if let function = node.as(FunctionDeclSyntax.self) {
        self = Self.isBuilder(function.attributes) ? .other : Self.named(function.signature.returnClause?.type)
        return
      }
      if let accessor = node.as(AccessorDeclSyntax.self), accessor.accessorSpecifier.text != "get" { break }
      if let declaration = node.as(SubscriptDeclSyntax.self) {
        self = Self.isBuilder(declaration.attributes) ? .other : Self.named(declaration.returnClause.type)
        return
      }
      if let binding = node.as(PatternBindingSyntax.self) {
        let attributes = binding.parent?.parent?.as(VariableDeclSyntax.self)?.attributes
        // A stored property's closure was met before; what is left here is a getter.
        self = attributes.map(Self.isBuilder) == true ? .other : Self.named(binding.typeAnnotation?.type)
        return
      }
      current = node.parent
    }
    self = .none
  }

  /// The values that a mutant returns; empty where none is known.
  var values: [String] {
    switch self {
    case .boolean: ["true", "false"]
    case .number: ["0"]
    case .text: ["\"\""]
    case .optional: ["nil"]
    case .array: ["[]"]
    case .dictionary: ["[:]"]
    case .other, .none: []
    }
  }

  /// Whether a result builder may make the value of the function around out of its statements.
  static func isBuilt(around node: Syntax) -> Bool {
    var current = node.parent
    while let node = current, !node.is(ClosureExprSyntax.self) {
      if let function = node.as(FunctionDeclSyntax.self) {
        return isBuilder(function.attributes)
          || function.signature.returnClause?.type.is(SomeOrAnyTypeSyntax.self) == true
      }
      if let variable = node.as(VariableDeclSyntax.self) {
        return isBuilder(variable.attributes)
          || variable.bindings.contains { $0.typeAnnotation?.type.is(SomeOrAnyTypeSyntax.self) == true }
      }
      if node.is(InitializerDeclSyntax.self) || node.is(SubscriptDeclSyntax.self) { return false }
      current = node.parent
    }
    return false
  }

  private static func named(_ type: TypeSyntax?) -> ReturnType {
    guard let type else { return .none }
    if type.is(OptionalTypeSyntax.self) { return .optional }
    if type.is(ArrayTypeSyntax.self) { return .array }
    if type.is(DictionaryTypeSyntax.self) { return .dictionary }
    let name = type.as(IdentifierTypeSyntax.self)?.name.text ?? type.trimmedDescription
    switch name {
    case "Bool": return .boolean
    case "String", "Substring": return .text
    case "Array", "Set", "ContiguousArray", "ArraySlice": return .array
    case "Dictionary": return .dictionary
    case "Optional": return .optional
    case "Void", "()": return .none
    default: return numbers.contains(name) ? .number : .other
    }
  }

  /// Whether a result builder makes the value out of the statements, where `return` means something else.
  private static func isBuilder(_ attributes: AttributeListSyntax) -> Bool {
    attributes.contains { $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription.hasSuffix("Builder") == true }
  }
}
