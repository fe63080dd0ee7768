internal import SwiftSource

/// What stands for the generic parameters of a declaration.
struct GenericBinding: Hashable {
  /// By name, `Self` among them where it is a protocol's.
  var types: [String: SwiftType]

  static let none = GenericBinding(types: [:])

  func applied(to type: SwiftType) -> SwiftType { type.replacing(types) }
}

/// Chooses types for generic parameters: `Int`, then `String`, then conformers that the module has.
struct GenericBinder {
  let symbols: ModuleSymbols

  static let collections: Set<String> = [
    "Collection", "Sequence", "BidirectionalCollection", "RandomAccessCollection", "MutableCollection",
    "RangeReplaceableCollection", "LazySequenceProtocol",
  ]

  private static let integers: Set<String> = [
    "BinaryInteger", "FixedWidthInteger", "SignedInteger", "SignedNumeric", "Numeric", "AdditiveArithmetic",
    "Strideable",
  ]

  private static let plain: Set<String> = [
    "Comparable", "Equatable", "Hashable", "Codable", "Encodable", "Decodable", "Sendable", "Copyable", "Escapable",
    "CustomStringConvertible", "BitwiseCopyable", "SendableMetatype", "LosslessStringConvertible", "CVarArg", "Any",
  ]

  /// - Returns: up to `limit` bindings, the simplest first; empty when a parameter has no type that fits.
  func bindings(of symbol: ModuleSymbol, selfTypes: [SwiftType] = [], limit: Int = 3) -> [GenericBinding] {
    bindings(
      parameters: symbol.genericParameters.filter { $0 != "Self" }, constraints: symbol.constraints,
      selfTypes: selfTypes, limit: limit)
  }

  func bindings(
    parameters: [String], constraints: [ModuleSymbol.Constraint], selfTypes: [SwiftType] = [], limit: Int = 3
  ) -> [GenericBinding] {
    if parameters.isEmpty, selfTypes.isEmpty { return [.none] }
    let choices = parameters.map { options(for: $0, constraints) }
    let count = min(limit, max(selfTypes.count, choices.map(\.count).max() ?? 1))
    guard choices.allSatisfy({ !$0.isEmpty }) else { return [] }
    return (0..<count).map { index in
      var types: [String: SwiftType] = [:]
      if !selfTypes.isEmpty { types["Self"] = selfTypes[index % selfTypes.count] }
      // Sequences come last: their elements may be other parameters.
      for (name, options) in zip(parameters, choices) where !isSequence(name, constraints) {
        types[name] = options[index % options.count]
      }
      for name in parameters where isSequence(name, constraints) {
        types[name] = .array(element(of: name, constraints, types) ?? .named("Int"))
      }
      for constraint in constraints where constraint.kind == .sameType {
        let pair = [(constraint.left, constraint.right), (constraint.right, constraint.left)]
        for (name, other) in pair
        where parameters.contains(name) && !other.hasPrefix(name + ".") && !other.contains("some ") {
          let meant = SwiftType(text: other).replacing(types)
          if !meant.names.contains(where: parameters.contains),
            !parameters.contains(where: { other.hasPrefix($0 + ".") })
          {
            types[name] = meant
          }
        }
      }
      return GenericBinding(types: types)
    }.uniqued
  }

  private func isSequence(_ name: String, _ constraints: [ModuleSymbol.Constraint]) -> Bool {
    constraints.contains { $0.kind == .conformance && $0.left == name && Self.collections.contains($0.right) }
  }

  /// What the elements of a sequence must be, when a constraint says so.
  private func element(
    of name: String, _ constraints: [ModuleSymbol.Constraint], _ types: [String: SwiftType]
  ) -> SwiftType? {
    let spellings = ["\(name).Element", "\(name).Iterator.Element"]
    for constraint in constraints where constraint.kind == .sameType {
      if spellings.contains(constraint.left) { return SwiftType(text: constraint.right).replacing(types) }
      if spellings.contains(constraint.right) { return SwiftType(text: constraint.left).replacing(types) }
    }
    let wanted = constraints.filter { $0.kind == .conformance && spellings.contains($0.left) }.map(\.right)
    return options(conformingTo: wanted).first
  }

  private func options(for name: String, _ constraints: [ModuleSymbol.Constraint]) -> [SwiftType] {
    let same = constraints.first { $0.kind == .sameType && $0.left == name && !$0.right.contains(".") }
    if let same, symbols.symbol(titled: same.right) != nil || ValueTable.values(of: same.right, literals: []) != nil {
      return [SwiftType(text: same.right)]
    }
    if let superclass = constraints.first(where: { $0.kind == .superclass && $0.left == name }) {
      return [SwiftType(text: superclass.right)]
    }
    return options(conformingTo: constraints.filter { $0.kind == .conformance && $0.left == name }.map(\.right))
  }

  /// Types that conform to all of these protocols, as far as is known.
  func options(conformingTo protocols: [String]) -> [SwiftType] {
    let own = protocols.filter { symbols.symbol(titled: $0)?.kind == .protocolType }
    if let first = own.first {
      let names = own.dropFirst().reduce(Set(symbols.conformers(to: first).map(\.title))) { names, next in
        names.intersection(symbols.conformers(to: next).map(\.title))
      }
      return symbols.conformers(to: first).filter { names.contains($0.title) && $0.genericParameters.isEmpty }
        .map { .named($0.title) }
    }
    let foreign = Set(protocols.flatMap { $0.split(separator: "&").map { $0.filter { $0 != " " } } })
      .subtracting(Self.plain)
    if !foreign.isDisjoint(with: Self.collections) { return [.array(.named("Int"))] }
    if foreign.contains("UnsignedInteger") { return [.named("UInt"), .named("UInt8")] }
    if !foreign.isDisjoint(with: ["FloatingPoint", "BinaryFloatingPoint"]) { return [.named("Double")] }
    if foreign.contains("StringProtocol") { return [.named("String"), .named("Substring")] }
    if foreign.contains("Error") {
      return symbols.conformers(to: "Error").filter { $0.genericParameters.isEmpty }.map { .named($0.title) }
        + [.named("CancellationError")]
    }
    if !foreign.isEmpty, foreign.isSubset(of: Self.integers) { return [.named("Int")] }
    if foreign.isEmpty { return [.named("Int"), .named("String")] }
    return symbols.conformers(to: foreign.sorted()[0]).filter { $0.genericParameters.isEmpty }.map { .named($0.title) }
  }
}
