internal import SwiftParser
internal import SwiftSyntax

extension SwiftType {
  /// Reads a type from source text.
  ///
  /// - Parameter text: such as `[String: (Int) throws -> Bool]?`.
  package init(text: String) {
    let source = Parser.parse(source: "let value: \(text)")
    if let variable = source.statements.first?.item.as(VariableDeclSyntax.self),
      let type = variable.bindings.first?.typeAnnotation?.type
    {
      self.init(type)
    } else {
      self = .other(text)
    }
  }

  init(_ syntax: TypeSyntax) {
    switch syntax.as(TypeSyntaxEnum.self) {
    case .identifierType(let identifier):
      self = Self.nominal(identifier.name.text, Self.arguments(identifier.genericArgumentClause))
    case .memberType(let member):
      self = Self.member(member)
    case .optionalType(let optional): self = .optional(SwiftType(optional.wrappedType))
    case .implicitlyUnwrappedOptionalType(let optional): self = .optional(SwiftType(optional.wrappedType))
    case .arrayType(let array): self = .array(SwiftType(array.element))
    case .dictionaryType(let dictionary):
      self = .dictionary(key: SwiftType(dictionary.key), value: SwiftType(dictionary.value))
    case .tupleType(let tuple): self = Self.tuple(tuple)
    case .functionType(let function): self = .function(Function(function))
    case .attributedType(let attributed): self = Self.attributed(attributed)
    case .metatypeType(let metatype):
      // `any P.Type` is read as `any (P.Type)`: the existential is handled there.
      self = metatype.metatypeSpecifier.text == "Type" ? .metatype(SwiftType(metatype.baseType)) : .other("\(syntax)")
    case .someOrAnyType(let constrained):
      let base = SwiftType(constrained.constraint)
      if constrained.someOrAnySpecifier.text == "some" {
        self = .opaque(base)
      } else if case .metatype(let instance) = base {
        self = .metatype(.existential(instance))
      } else {
        self = .existential(base)
      }
    case .compositionType(let composition): self = .composition(composition.elements.map { SwiftType($0.type) })
    default: self = .other(syntax.trimmedDescription)
    }
  }

  private static func arguments(_ clause: GenericArgumentClauseSyntax?) -> [SwiftType] {
    clause?.arguments.map { argument in
      if case .type(let type) = argument.argument { SwiftType(type) } else { .other(argument.trimmedDescription) }
    } ?? []
  }

  /// The types with a spelling of their own are always in that spelling.
  private static func nominal(_ name: String, _ arguments: [SwiftType]) -> SwiftType {
    switch (name, arguments.count) {
    case ("Array", 1): .array(arguments[0])
    case ("Optional", 1): .optional(arguments[0])
    case ("Dictionary", 2): .dictionary(key: arguments[0], value: arguments[1])
    case ("Void", 0): .void
    default: .named(name, arguments: arguments)
    }
  }

  private static func member(_ syntax: MemberTypeSyntax) -> SwiftType {
    let name = syntax.name.text
    let arguments = arguments(syntax.genericArgumentClause)
    switch SwiftType(syntax.baseType) {
    case .named("Swift", []): return nominal(name, arguments)
    case .named(let base, []): return .named("\(base).\(name)", arguments: arguments)
    case let base: return arguments.isEmpty ? .member(base, name) : .other(syntax.trimmedDescription)
    }
  }

  private static func tuple(_ syntax: TupleTypeSyntax) -> SwiftType {
    let elements = syntax.elements.map { element in
      Element(label: element.firstName.flatMap { $0.text == "_" ? nil : $0.text }, type: SwiftType(element.type))
    }
    // A single type in parentheses is that type.
    if elements.count == 1, let only = elements.first, only.label == nil { return only.type }
    return .tuple(elements)
  }

  private static func attributed(_ syntax: AttributedTypeSyntax) -> SwiftType {
    let base = SwiftType(syntax.baseType)
    let isSendable = syntax.attributes.contains { $0.trimmedDescription == "@Sendable" }
    guard isSendable, case .function(let function) = base else { return base }
    return .function(
      Function(
        parameters: function.parameters, inoutParameters: function.inoutParameters, result: function.result,
        isThrowing: function.isThrowing, isAsync: function.isAsync, isSendable: true))
  }
}

extension SwiftType.Function {
  init(_ syntax: FunctionTypeSyntax) {
    var inouts: Set<Int> = []
    var types: [SwiftType] = []
    for (index, parameter) in syntax.parameters.enumerated() {
      if isWrittenInout(parameter.type) { inouts.insert(index) }
      types.append(SwiftType(parameter.type))
    }
    self.init(
      parameters: types, inoutParameters: inouts, result: SwiftType(syntax.returnClause.type),
      isThrowing: syntax.effectSpecifiers?.throwsClause != nil,
      isAsync: syntax.effectSpecifiers?.asyncSpecifier != nil)
  }
}

/// Whether a parameter's type is written with `inout`.
func isWrittenInout(_ type: TypeSyntax) -> Bool {
  guard let attributed = type.as(AttributedTypeSyntax.self) else { return false }
  return attributed.specifiers.contains { $0.trimmedDescription == "inout" }
}
