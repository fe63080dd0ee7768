/// A type as Swift source writes it, without the name of its module, as far as values of it can be made up.
package indirect enum SwiftType: Hashable, Sendable {
  /// `Int`, `String.Encoding`, `Heap<Int>`.
  case named(String, arguments: [SwiftType])
  case optional(SwiftType)
  case array(SwiftType)
  case dictionary(key: SwiftType, value: SwiftType)

  /// Without elements it is `Void`.
  case tuple([Element])
  case function(Function)

  /// `Element.Index` of a type that is not known yet: what stands before the dot, and the name behind it.
  case member(SwiftType, String)

  /// `T.Type`, and `any P.Type`.
  case metatype(SwiftType)

  /// `any P`.
  case existential(SwiftType)

  /// `some P`.
  case opaque(SwiftType)

  /// `P & Q`.
  case composition([SwiftType])

  /// Anything else, as it was written.
  case other(String)

  /// A part of a tuple.
  package struct Element: Hashable, Sendable {
    package let label: String?
    package let type: SwiftType

    package init(label: String?, type: SwiftType) {
      self.label = label
      self.type = type
    }
  }

  /// The type of a closure.
  package struct Function: Hashable, Sendable {
    package let parameters: [SwiftType]

    /// Which of the parameters are `inout`.
    package let inoutParameters: Set<Int>
    package let result: SwiftType
    package let isThrowing: Bool
    package let isAsync: Bool
    package let isSendable: Bool

    package init(
      parameters: [SwiftType], inoutParameters: Set<Int> = [], result: SwiftType, isThrowing: Bool = false,
      isAsync: Bool = false, isSendable: Bool = false
    ) {
      self.parameters = parameters
      self.inoutParameters = inoutParameters
      self.result = result
      self.isThrowing = isThrowing
      self.isAsync = isAsync
      self.isSendable = isSendable
    }
  }

  package static let void = SwiftType.tuple([])

  /// A type that is a name alone.
  package static func named(_ name: String) -> SwiftType { .named(name, arguments: []) }
}

extension SwiftType: CustomStringConvertible {
  /// Swift source that means the type.
  package var description: String {
    switch self {
    case .named(let name, let arguments):
      arguments.isEmpty ? name : "\(name)<\(arguments.map(\.description).joined(separator: ", "))>"
    case .optional(let wrapped):
      wrapped.isBare ? "\(wrapped)?" : "(\(wrapped))?"
    case .array(let element): "[\(element)]"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .tuple(let elements):
      elements.isEmpty
        ? "Void"
        : "(\(elements.map { ($0.label.map { "\($0): " } ?? "") + $0.type.description }.joined(separator: ", ")))"
    case .function(let function): function.description
    case .member(let base, let name): "\(base).\(name)"
    case .metatype(let instance): instance.isBare ? "\(instance).Type" : "(\(instance)).Type"
    case .existential(let base): "any \(base)"
    case .opaque(let base): "some \(base)"
    case .composition(let parts): parts.map(\.description).joined(separator: " & ")
    case .other(let text): text
    }
  }

  /// Whether a `?` or `.Type` may follow without parentheses.
  private var isBare: Bool {
    switch self {
    case .function, .existential, .opaque, .composition, .other: false
    default: true
    }
  }

  /// The name of a nominal type, without its arguments; nil for the rest.
  package var name: String? {
    if case .named(let name, _) = self { name } else { nil }
  }

  package var isVoid: Bool { self == .void }
}

extension SwiftType.Function: CustomStringConvertible {
  package var description: String {
    let parts = parameters.enumerated().map { (inoutParameters.contains($0.offset) ? "inout " : "") + "\($0.element)" }
    return (isSendable ? "@Sendable " : "") + "(\(parts.joined(separator: ", ")))" + (isAsync ? " async" : "")
      + (isThrowing ? " throws" : "") + " -> \(result)"
  }
}
