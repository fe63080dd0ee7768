extension SwiftType {
  /// The type with names replaced, as generic parameters are by their arguments.
  ///
  /// - Parameter replacements: what stands for a name, `Self` among them; members of a type whose meaning is then known
  ///   (`[Int].Element`) become it.
  package func replacing(_ replacements: [String: SwiftType]) -> SwiftType {
    if replacements.isEmpty { return self }
    func inside(_ type: SwiftType) -> SwiftType { type.replacing(replacements) }
    switch self {
    case .named(let name, let arguments):
      if arguments.isEmpty, let replacement = replacements[name] { return replacement }
      let parts = name.split(separator: ".").map(String.init)
      if arguments.isEmpty, parts.count > 1, let head = parts.first, let replacement = replacements[head] {
        return parts.dropFirst().reduce(replacement) { $0.member(named: $1) }
      }
      return .named(name, arguments: arguments.map(inside))
    case .optional(let wrapped): return .optional(inside(wrapped))
    case .array(let element): return .array(inside(element))
    case .dictionary(let key, let value): return .dictionary(key: inside(key), value: inside(value))
    case .tuple(let elements): return .tuple(elements.map { Element(label: $0.label, type: inside($0.type)) })
    case .function(let function):
      return .function(
        Function(
          parameters: function.parameters.map(inside), inoutParameters: function.inoutParameters,
          result: inside(function.result), isThrowing: function.isThrowing, isAsync: function.isAsync,
          isSendable: function.isSendable))
    case .member(let base, let name): return inside(base).member(named: name)
    case .metatype(let instance): return .metatype(inside(instance))
    case .existential(let base): return .existential(inside(base))
    case .opaque(let base): return .opaque(inside(base))
    case .composition(let parts): return .composition(parts.map(inside))
    case .other: return self
    }
  }

  /// What a member type of this type is, for the standard library's collections; for other types it is written behind a dot.
  package func member(named name: String) -> SwiftType {
    switch (self, name) {
    case (.array(let element), "Element"): element
    case (.array(let element), "Iterator"): .member(.array(element), name)
    case (.member(.array(let element), "Iterator"), "Element"): element
    case (.array, "Index"): .named("Int")
    case (.array(let element), "SubSequence"): .named("ArraySlice", arguments: [element])
    case (.named("Set", let arguments), "Element") where arguments.count == 1: arguments[0]
    case (.named("String", _), "Element"): .named("Character")
    case (.named("String", _), "SubSequence"): .named("Substring")
    case (.named("Int", _), "Magnitude"): .named("UInt")
    case (.named("Int", _), "Stride"): .named("Int")
    case (.named(let base, []), _): .named("\(base).\(name)")
    default: .member(self, name)
    }
  }

  /// Every name that stands in the type, the dotted ones whole.
  package var names: Set<String> {
    switch self {
    case .named(let name, let arguments): arguments.reduce([name]) { $0.union($1.names) }
    case .optional(let inner), .array(let inner), .metatype(let inner), .existential(let inner), .opaque(let inner),
      .member(let inner, _):
      inner.names
    case .dictionary(let key, let value): key.names.union(value.names)
    case .tuple(let elements): elements.reduce([]) { $0.union($1.type.names) }
    case .function(let function): function.parameters.reduce(function.result.names) { $0.union($1.names) }
    case .composition(let parts): parts.reduce([]) { $0.union($1.names) }
    case .other: []
    }
  }
}
