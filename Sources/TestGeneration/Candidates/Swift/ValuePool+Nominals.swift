internal import SwiftSource

extension ValuePool {
  /// Labels of initialisers that literals call.
  private static let literalLabels: Set<String> = [
    "arrayLiteral", "dictionaryLiteral", "stringLiteral", "unicodeScalarLiteral", "extendedGraphemeClusterLiteral",
    "integerLiteral", "floatLiteral", "booleanLiteral", "nilLiteral", "stringInterpolation",
  ]

  /// Values of a type of the module: its cases, what its initialisers and factories make, and what other calls give.
  ///
  /// - Parameter spelling: the type as it is written, without its own arguments.
  func nominals(_ symbol: ModuleSymbol, spelling: String, _ arguments: [SwiftType], _ use: Use) -> [ValueExpression] {
    guard use.depth <= Self.greatestDepth, !use.visiting.contains(symbol.title), !symbol.isUnavailable else {
      return []
    }
    var arguments = arguments
    let own = ownParameters(of: symbol)
    if arguments.count < own.count, spelling == symbol.title {
      guard let binding = binder.bindings(of: symbol, limit: 1).first else { return [] }
      arguments = own.compactMap { binding.types[$0] }
    }
    let type = SwiftType.named(spelling.contains("<") ? spelling : symbol.title, arguments: arguments)
    let name = "\(type)"
    let inner = use.inside(symbol.title)
    let limit = use.depth == 0 ? 16 : use.depth == 1 ? 5 : 2

    var lists: [[ValueExpression]] = []
    if own.isEmpty { lists.append(usageValues(of: symbol)) }
    let cases = symbols.members(of: symbol.title).filter { $0.kind == .enumCase && !$0.isUnavailable }
    lists.append(interleaved(cases.map { values(of: $0, typeName: name, replacements(symbol, arguments), inner) }))
    for initialiser in initialisers(of: symbol) {
      lists.append(
        expressions(calling: initialiser, spelling: name, arguments: arguments, in: inner, limit: limit))
    }
    lists.append(factories(of: symbol, type: type, inner, limit: limit))
    if use.depth == 0 { lists.append(results(of: type, symbol, inner)) }
    return interleaved(lists)
  }

  /// The generic parameters that a type has itself, without those of the types around it.
  func ownParameters(of symbol: ModuleSymbol) -> [String] {
    let outer = symbols.symbol(titled: symbol.owner)?.genericParameters.count ?? 0
    return Array(symbol.genericParameters.dropFirst(outer))
  }

  /// The initialisers that values are made with, the simplest first.
  func initialisers(of symbol: ModuleSymbol) -> [ModuleSymbol] {
    let usable = symbols.members(of: symbol.title).filter { member in
      member.kind == .initializer && !member.isUnavailable
        && !member.declaration.parameters.contains { parameter in
          Self.literalLabels.contains(parameter.label ?? "") || parameter.type == .existential(.named("Decoder"))
        }
    }
    // One that may give nothing would have to be unwrapped by force.
    let sure = usable.filter { !$0.declaration.isFailable }
    return sure.isEmpty ? usable : sure
  }

  func replacements(_ symbol: ModuleSymbol, _ arguments: [SwiftType]) -> [String: SwiftType] {
    var map = Dictionary(zip(ownParameters(of: symbol), arguments)) { first, _ in first }
    map["Self"] = .named(symbol.title, arguments: arguments)
    return map
  }

  /// Constructions of the type that tests and documents hold, if they stand for themselves.
  private func usageValues(of symbol: ModuleSymbol) -> [ValueExpression] {
    guard let name = symbol.path.last else { return [] }
    return harvest.calls(named: name).filter { $0.base == nil || $0.base == symbol.owner }.compactMap { call in
      guard !call.arguments.isEmpty, call.arguments.allSatisfy(\.isSelfContained) else { return nil }
      // Which initialiser is meant, and whether it throws, is told by the labels.
      let labels = call.arguments.map(\.label)
      let meant = initialisers(of: symbol).first { initialiser in
        let all = initialiser.declaration.parameters.map(\.label)
        let required = initialiser.declaration.parameters.filter { $0.defaultText == nil }.map(\.label)
        return labels.allSatisfy(all.contains) && required.allSatisfy(labels.contains)
      }
      guard let meant, !meant.declaration.isFailable else { return nil }
      let texts = call.arguments.map { ($0.label.map { "\($0): " } ?? "") + $0.text }
      return ValueExpression(
        "\(symbol.title)(\(texts.joined(separator: ", ")))", isThrowing: meant.declaration.isThrowing,
        isAsync: meant.declaration.isAsync)
    }
  }

  /// An enum's case, with a few payloads.
  private func values(
    of member: ModuleSymbol, typeName: String, _ map: [String: SwiftType], _ use: Use
  ) -> [ValueExpression] {
    let name = member.baseName
    let parameters = member.declaration.parameters
    if parameters.isEmpty { return [ValueExpression(".\(name)", typed: "\(typeName).\(name)", words: name)] }
    let lists = parameters.map {
      values(of: $0.type.replacing(map), in: Use(owner: member.owner, depth: use.depth, visiting: use.visiting))
    }
    return CombinationPlan.rows(counts: lists.map(\.count), limit: use.depth <= 1 ? 5 : 2).map { row in
      let parts = zip(lists, row).map { $0[$1] }
      let payload = zip(parameters, parts).map { ($0.label.map { "\($0): " } ?? "") + $1.text }.joined(separator: ", ")
      return ValueExpression(".\(name)(\(payload))", typed: "\(typeName).\(name)(\(payload))", of: parts)
    }
  }

  /// Static members that give the type itself.
  private func factories(of symbol: ModuleSymbol, type: SwiftType, _ use: Use, limit: Int) -> [ValueExpression] {
    symbols.members(of: symbol.title).flatMap { member -> [ValueExpression] in
      let result = member.declaration.result
      guard result == .named("Self") || result?.name == symbol.title, !member.isUnavailable else { return [] }
      switch member.kind {
      case .staticProperty:
        return [
          ValueExpression(".\(member.baseName)", typed: "\(type).\(member.baseName)", words: member.baseName)
        ]
      case .staticMethod:
        guard ownMethodParameters(member, of: symbol).isEmpty else { return [] }
        let arguments: [SwiftType] = if case .named(_, let arguments) = type { arguments } else { [] }
        return expressions(
          calling: member, spelling: "\(type).\(member.baseName)", arguments: arguments, in: use, limit: min(3, limit))
      default: return []
      }
    }
  }

  private func ownMethodParameters(_ member: ModuleSymbol, of symbol: ModuleSymbol) -> [String] {
    Array(member.genericParameters.dropFirst(symbol.genericParameters.count))
  }

  /// What global functions and other types' static members give of the type: a feedback by type (testgen.md section 4).
  private func results(of type: SwiftType, _ symbol: ModuleSymbol, _ use: Use) -> [ValueExpression] {
    symbols.symbols.filter { other in
      other.declaration.result == type && other.owner != symbol.title && !other.isUnavailable
        && other.genericParameters.isEmpty
        && [.function, .staticMethod, .staticProperty, .variable].contains(other.kind)
        && symbols.symbol(titled: other.owner)?.kind != .protocolType
    }.prefix(4).flatMap { other -> [ValueExpression] in
      let spelling = other.owner.isEmpty ? other.baseName : "\(other.owner).\(other.baseName)"
      if [.staticProperty, .variable].contains(other.kind) { return [ValueExpression(spelling)] }
      return expressions(calling: other, spelling: spelling, arguments: [], in: use, limit: 2)
    }
  }

  /// Calls of an initialiser or a static function as values.
  ///
  /// - Parameters:
  ///   - spelling: what stands before the parenthesis.
  ///   - arguments: for the generic parameters of the type it stands in.
  ///   - fixed: values that stand at some positions in any case.
  func expressions(
    calling member: ModuleSymbol, spelling: String, arguments: [SwiftType], in use: Use, limit: Int,
    fixed: [Int: ValueExpression] = [:]
  ) -> [ValueExpression] {
    let owner = symbols.symbol(titled: member.owner)
    var map = owner.map { replacements($0, arguments) } ?? [:]
    let more = Array(member.genericParameters.dropFirst(owner?.genericParameters.count ?? 0))
    if !more.isEmpty {
      let bound = binder.bindings(parameters: more, constraints: member.constraints.map { $0.replacing(map) }, limit: 1)
      guard let binding = bound.first else { return [] }
      map.merge(binding.types) { first, _ in first }
    }
    let function = harvest.function(of: member)
    var lists: [[ValueExpression?]] = []
    for (position, parameter) in member.declaration.parameters.enumerated() {
      if let value = fixed[position] {
        lists.append([value])
        continue
      }
      guard !parameter.isInout else { return [] }
      let place = Use(
        owner: member.owner, parameter: parameter.name, function: function, depth: use.depth, visiting: use.visiting)
      let values = values(of: parameter.type.replacing(map), in: place)
      let isOmittable = parameter.defaultText != nil || parameter.isVariadic
      guard isOmittable || !values.isEmpty else { return [] }
      lists.append((isOmittable ? [nil] : []) + values.map(Optional.some))
    }
    return CombinationPlan.rows(counts: lists.map(\.count), limit: limit).map { row in
      let chosen = zip(lists, row).map { $0[$1] }
      let text = "\(spelling)(\(ArgumentList.text(member.declaration.parameters, chosen, isGeneric: more)))"
      let isUnwrapped = member.declaration.isFailable
      let words = ValueWords.call(
        spelling, isInitializer: member.kind == .initializer,
        zip(member.declaration.parameters, chosen).compactMap { parameter, value in
          value.map { (parameter.label, $0.words) }
        })
      var value = ValueExpression(isUnwrapped ? text + "!" : text, words: words, of: chosen.compactMap(\.self))
      value.isThrowing = value.isThrowing || member.declaration.isThrowing
      value.isAsync = value.isAsync || member.declaration.isAsync
      value.setup = value.setup.uniqued
      return value
    }
  }
}

extension ModuleSymbol.Constraint {
  /// The constraint with known types for names on its right side.
  func replacing(_ map: [String: SwiftType]) -> Self {
    Self(kind: kind, left: left, right: "\(SwiftType(text: right).replacing(map))")
  }
}

/// How arguments are written.
enum ArgumentList {
  /// - Parameters:
  ///   - values: nil for an argument that is left to its default.
  ///   - isGeneric: names of generic parameters: values for them must say their types themselves.
  static func text(
    _ parameters: [SymbolDeclaration.Parameter], _ values: [ValueExpression?], isGeneric: [String]
  ) -> String {
    zip(parameters, values).compactMap { parameter, value -> String? in
      guard let value else { return nil }
      let isOpen = parameter.type.names.contains { name in
        name == "Any" || isGeneric.contains { name == $0 || name.hasPrefix($0 + ".") }
      }
      return (parameter.label.map { "\($0): " } ?? "") + (isOpen ? value.typed : value.text)
    }.joined(separator: ", ")
  }
}
