/// The parts of a declaration that a call of it needs.
package struct SymbolDeclaration: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    /// As a caller writes it; nil for `_`.
    package let label: String?

    /// As the body knows it.
    package let name: String
    package let type: SwiftType
    package let isInout: Bool
    package let isVariadic: Bool
    package let isAutoclosure: Bool

    /// The default as it is written; nil without one.
    package let defaultText: String?

    package init(
      label: String?, name: String, type: SwiftType, isInout: Bool = false, isVariadic: Bool = false,
      isAutoclosure: Bool = false, defaultText: String? = nil
    ) {
      self.label = label
      self.name = name
      self.type = type
      self.isInout = isInout
      self.isVariadic = isVariadic
      self.isAutoclosure = isAutoclosure
      self.defaultText = defaultText
    }
  }

  /// How the compiler prints the declaration.
  package let text: String

  package let parameters: [Parameter]

  /// What it gives: of a property its type, of a typealias what it stands for; nil for no value, and for an initialiser.
  package let result: SwiftType?

  package let isThrowing: Bool

  /// Whether it throws only what a closure that it is given throws.
  package let isRethrowing: Bool
  package let isAsync: Bool
  package let isMutating: Bool
  package let isFailable: Bool

  /// Whether a property or subscript can be assigned to from here.
  package let isSettable: Bool

  /// Whether it may be called from outside its actor without waiting.
  package let isNonisolated: Bool

  /// The global actor it is bound to, such as `MainActor`.
  package let actor: String?

  /// Modifiers and attributes, as written: `convenience`, `@discardableResult`.
  package let modifiers: [String]
}
