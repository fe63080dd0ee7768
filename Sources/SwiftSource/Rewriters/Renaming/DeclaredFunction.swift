internal import SwiftSyntax

/// A declared function or initializer, as far as calls are matched with it.
struct DeclaredFunction {
  struct Parameter {
    let label: String
    let hasDefault: Bool
    let isVariadic: Bool
    let isFunction: Bool
  }

  let node: DeclSyntax
  let type: String?
  let base: String
  let parameters: [Parameter]
  let clause: FunctionParameterClauseSyntax

  init?(_ node: DeclSyntax, in owner: TypeDeclaration?) {
    self.node = node
    if let function = node.as(FunctionDeclSyntax.self) {
      (type, base, clause) = (nil, function.name.text, function.signature.parameterClause)
    } else if let initializer = node.as(InitializerDeclSyntax.self), let owner {
      (type, base, clause) = (owner.lastName, "init", initializer.signature.parameterClause)
    } else {
      return nil
    }
    parameters = clause.parameters.map { parameter in
      Parameter(
        label: parameter.firstName.text, hasDefault: parameter.defaultValue != nil,
        isVariadic: parameter.ellipsis != nil, isFunction: Self.isFunction(parameter.type))
    }
  }

  var labels: [String] { parameters.map(\.label) }

  func has(_ name: FunctionName) -> Bool { name.base == base && name.type == type && name.labels == labels }

  private static func isFunction(_ type: TypeSyntax) -> Bool {
    if let attributed = type.as(AttributedTypeSyntax.self) { return isFunction(attributed.baseType) }
    if let optional = type.as(OptionalTypeSyntax.self) { return isFunction(optional.wrappedType) }
    if let tuple = type.as(TupleTypeSyntax.self), tuple.elements.count == 1, let only = tuple.elements.first {
      return isFunction(only.type)
    }
    // A name may stand for the type of a function.
    return type.is(FunctionTypeSyntax.self) || type.is(IdentifierTypeSyntax.self) || type.is(MemberTypeSyntax.self)
  }

  /// Which parameter each argument of a call goes to; nil when the call cannot be one of this function.
  ///
  /// - Returns: the index of the parameter for each argument in parentheses.
  func parameters(for call: FunctionCallExprSyntax) -> [Int]? {
    guard !parameters.contains(where: \.isVariadic) else { return nil }
    var given: [Int] = []
    var next = 0
    for argument in call.arguments {
      let label = argument.label?.text ?? "_"
      while next < parameters.count, parameters[next].label != label {
        guard parameters[next].hasDefault else { return nil }
        next += 1
      }
      guard next < parameters.count else { return nil }
      given.append(next)
      next += 1
    }
    var trailing = (call.trailingClosure == nil ? 0 : 1) + call.additionalTrailingClosures.count
    // Closures behind the parentheses go to the last parameters that can take them.
    for index in (next..<max(next, parameters.count)).reversed() {
      if trailing > 0, parameters[index].isFunction {
        trailing -= 1
      } else if !parameters[index].hasDefault {
        return nil
      }
    }
    return trailing == 0 ? given : nil
  }
}
