internal import SwiftSource

/// Makes up values of types, from tables, the module's own literals and what the module itself can construct.
///
/// It remembers what it made. It belongs to one engine and is not shared.
final class ValuePool {
  /// Where a value is needed.
  struct Use: Hashable {
    /// The dotted name of the type in whose declarations the type's name stands.
    var owner = ""

    /// The parameter, as the body knows it; empty for none.
    var parameter = ""

    /// The function whose body tells what is worth trying.
    var function: FunctionHarvest?

    /// How many constructions it stands within already.
    var depth = 0

    /// Types that are being constructed around it.
    var visiting: Set<String> = []

    func inside(_ type: String) -> Use {
      Use(owner: owner, parameter: parameter, function: function, depth: depth + 1, visiting: visiting.union([type]))
    }
  }

  private struct Key: Hashable {
    let type: SwiftType
    let use: Use
  }

  static let greatestDepth = 3

  let symbols: ModuleSymbols
  let harvest: ModuleHarvest
  let binder: GenericBinder

  /// Whether texts of the second round are among the values.
  let isGrowingFurther: Bool

  /// Values that recordings gave, by how their type is written.
  let results: [String: [ValueExpression]]

  private var made: [Key: [ValueExpression]] = [:]
  private var literals: [FunctionHarvest: [SourceLiteral]] = [:]

  init(
    symbols: ModuleSymbols, harvest: ModuleHarvest, isGrowingFurther: Bool = false,
    results: [String: [ValueExpression]] = [:]
  ) {
    self.symbols = symbols
    self.harvest = harvest
    self.isGrowingFurther = isGrowingFurther
    self.results = results
    binder = GenericBinder(symbols: symbols)
  }

  /// How many values of one type are worth having this deep.
  private static func limit(at depth: Int) -> Int {
    switch depth {
    case 0: 64
    case 1: 8
    case 2: 4
    default: 2
    }
  }

  /// - Returns: the most telling ones first; empty when nothing is known that makes such a value.
  func values(of type: SwiftType, in use: Use) -> [ValueExpression] {
    let key = Key(type: type, use: use)
    if let known = made[key] { return known }
    let found = Array(compose(type, use).distinct.prefix(Self.limit(at: use.depth) * (isGrowingFurther ? 3 : 1)))
    made[key] = found
    return found
  }

  private func compose(_ type: SwiftType, _ use: Use) -> [ValueExpression] {
    let recorded = use.depth < 2 ? results["\(type)"] ?? [] : []
    let special = conditionValues(of: type, in: use) + callSiteValues(of: type, in: use)
    let general = general(type, use)
    // The typical value stays first, so that a function's plain way is tried before its corners. For a function that
    // reads a file, a missing one is no typical value.
    let files = fileValues(of: type, in: use)
    if use.depth > 0, !files.isEmpty { return files }
    return files + general.prefix(1)
      + interleaved([special, Array(general.dropFirst()), recorded])
  }

  private func general(_ type: SwiftType, _ use: Use) -> [ValueExpression] {
    switch type {
    case .optional(let wrapped): return optionals(wrapped, use)
    case .array(let element): return collections(type, element: element, use)
    case .dictionary(let key, let value): return dictionaries(key, value, use)
    case .tuple(let elements): return tuples(elements, use)
    case .function(let function): return closures(function, use)
    case .metatype(let instance): return metatypes(instance, use)
    case .existential(let base), .opaque(let base): return conforming(to: base, use)
    case .composition(let parts):
      return binder.options(conformingTo: parts.compactMap(\.name)).prefix(2).flatMap { values(of: $0, in: use) }
    case .member(.named(let base, _), let name):
      guard let alias = symbols.alias(name, in: base) else { return [] }
      return values(of: meaning(of: alias, arguments: arguments(of: type)), in: use)
    case .member, .other: return []
    case .named(let name, let arguments): return named(name, arguments, use)
    }
  }

  private func arguments(of type: SwiftType) -> [SwiftType] {
    if case .member(.named(_, let arguments), _) = type { arguments } else { [] }
  }

  /// What a typealias stands for, with the arguments of the type in which it is declared.
  private func meaning(of alias: ModuleSymbol, arguments: [SwiftType]) -> SwiftType {
    let target = alias.declaration.result ?? .other(alias.title)
    return target.replacing(Dictionary(zip(alias.genericParameters, arguments)) { first, _ in first })
  }

  private func named(_ name: String, _ arguments: [SwiftType], _ use: Use) -> [ValueExpression] {
    let title = Self.title(of: name)
    if let alias = symbols.alias(title, in: use.owner) {
      return values(of: meaning(of: alias, arguments: arguments), in: use)
    }
    if let symbol = symbol(of: title, in: use.owner) {
      if symbol.kind == .protocolType { return conforming(to: .named(symbol.title, arguments: arguments), use) }
      return nominals(symbol, spelling: name, arguments, use)
    }
    if let listed = library(name, arguments, use) { return listed }
    guard let values = ValueTable.values(of: name, literals: literals(for: use)) else { return [] }
    if name == "String" {
      let grown = grownTexts(for: use).map { ValueTable.string($0) }
      let isPart = use.depth > 0
      return Array(values.prefix(isPart ? 1 : 2)) + grown.prefix(isPart ? 3 : 1)
        + interleaved([Array(values.dropFirst(isPart ? 1 : 2)), Array(grown.dropFirst(isPart ? 3 : 1))])
    }
    // A size that no machine has keeps a loop busy until it is ended, and shows nothing.
    let isSize = Self.sizes.contains { use.parameter.lowercased().contains($0) }
    let sizes = isSize ? values.filter { $0.text != ".max" && $0.text != ".min" } : values
    // How much room is kept free changes nothing that can be seen.
    return use.parameter.lowercased().contains("capacity") ? Array(sizes.prefix(2)) : sizes
  }

  private static let sizes = [
    "count", "length", "size", "width", "height", "capacity", "limit", "repeat", "depth", "level", "times", "indent",
  ]

  /// A dotted name without the arguments that stand in it: `Outer<Int>.Inner` gives `Outer.Inner`.
  static func title(of name: String) -> String {
    var depth = 0
    return String(
      name.filter { character in
        if character == "<" { depth += 1 }
        defer { if character == ">" { depth -= 1 } }
        return depth == 0
      })
  }

  /// The type that a name means within another type's declarations.
  func symbol(of name: String, in owner: String) -> ModuleSymbol? {
    var scope = owner
    while true {
      let title = scope.isEmpty ? name : "\(scope).\(name)"
      if let symbol = symbols.symbol(titled: title), symbol.kind.isType || symbol.kind == .protocolType {
        return symbol
      }
      guard !scope.isEmpty else { return nil }
      scope = scope.split(separator: ".").dropLast().joined(separator: ".")
    }
  }

  // MARK: Literals

  /// Literals that a use can depend on: of the function itself, then of what it leads to.
  func literals(for use: Use) -> [SourceLiteral] {
    guard let function = use.function else { return [] }
    if let known = literals[function] { return known }
    let reached = harvest.reach(of: function)
    let paths = Set(reached.map(\.path))
    // What stands outside functions is often a constant that they use by its name.
    let constants = harvest.files.filter { paths.contains($0.path) }.flatMap(\.literals)
    let found = (reached.flatMap(\.literals) + constants).uniqued
    literals[function] = found
    return found
  }

  private func grownTexts(for use: Use) -> [String] {
    guard use.depth < 2 else { return [] }
    let symbols = StringGrowth.symbols(in: literals(for: use))
    let texts = StringGrowth.texts(of: symbols, limit: use.depth == 0 ? 32 : 8)
    return isGrowingFurther && use.depth == 0 ? StringGrowth.moreTexts(of: symbols) + texts : texts
  }
}
