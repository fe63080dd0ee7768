internal import SwiftSyntax

/// The kinds of members, in the order in which they stand.
enum MemberGroup: Int, Comparable {
  case types
  case cases
  case typeProperties
  case properties
  case initializers
  case typeMethods
  case subscripts
  case methods

  /// - Returns: nil for what has no place among them.
  init?(_ node: DeclSyntax) {
    guard let declaration = Declaration(node) else {
      if node.is(DeinitializerDeclSyntax.self) {
        self = .initializers
      } else if node.is(AssociatedTypeDeclSyntax.self) {
        self = .types
      } else {
        return nil
      }
      return
    }
    let isOfType = declaration.has(modifier: "static") || declaration.has(modifier: "class")
    switch declaration.kind {
    case .actor, .class, .enum, .protocol, .struct, .typealias: self = .types
    case .case: self = .cases
    case .property: self = isOfType ? .typeProperties : .properties
    case .initializer: self = .initializers
    case .subscript: self = .subscripts
    case .function: self = isOfType ? .typeMethods : .methods
    case .extension: return nil
    }
  }

  var isMethods: Bool { self == .methods || self == .typeMethods }

  var title: String {
    switch self {
    case .types: "Types"
    case .cases: "Cases"
    case .typeProperties: "Type properties"
    case .properties: "Properties"
    case .initializers: "Initializers"
    case .typeMethods: "Type methods"
    case .subscripts: "Subscripts"
    case .methods: "Methods"
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
