/// A declaration of a module, as its symbol graph knows it.
package struct ModuleSymbol: Hashable, Sendable {
  /// What kinds of declarations there are.
  package enum Kind: String, Hashable, Sendable {
    case structure
    case enumeration
    case classType = "class"
    case actorType = "actor"
    case protocolType = "protocol"
    case typeAlias
    case enumCase
    case initializer
    /// A global function.
    case function
    case method
    case staticMethod
    case operatorFunction
    case property
    case staticProperty
    /// A global variable.
    case variable
    case subscriptMember
    case staticSubscript

    package var isType: Bool {
      switch self {
      case .structure, .enumeration, .classType, .actorType: true
      default: false
      }
    }
  }

  /// What a generic parameter must be: `Element: Comparable`, `C.Element == T`.
  package struct Constraint: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
      case conformance
      case superclass
      case sameType
    }

    package let kind: Kind
    package let left: String
    package let right: String

    package init(kind: Kind, left: String, right: String) {
      self.kind = kind
      self.left = left
      self.right = right
    }
  }

  /// The compiler's own name of it, unique in the program.
  package let identifier: String

  package let kind: Kind

  /// Names from the outermost type to its own: `["Heap", "insert(_:)"]`.
  package let path: [String]

  /// What it declares, read from how the compiler prints it.
  package let declaration: SymbolDeclaration

  /// Generic parameters of it and of what it stands in, the outer ones first.
  package let genericParameters: [String]

  package let constraints: [Constraint]

  /// `public`, `package`, `internal` or `open`.
  package let access: String

  /// Whether it may not be used any more, or not on this platform.
  package let isUnavailable: Bool

  package let isDeprecated: Bool

  /// The module whose type it extends; nil for the module's own types.
  package let extendedModule: String?

  /// The file as the compiler was given it, and the line of its name, counted from 1; nil for what the compiler made up.
  package let file: String?
  package let line: Int?

  package let documentation: [String]

  /// The name without arguments: `insert`, `init`, `+`.
  package var baseName: String { String((path.last ?? "").prefix { $0 != "(" }) }

  /// The type it stands in, dotted; empty for a global.
  package var owner: String { path.dropLast().joined(separator: ".") }

  /// `Heap.insert(_:)`.
  package var title: String { path.joined(separator: ".") }
}
