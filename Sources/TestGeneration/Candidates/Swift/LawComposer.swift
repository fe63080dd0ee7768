internal import Characterization
internal import SwiftSource

extension SwiftEngine {
  /// The laws that the module's types and functions seem to promise, by what they conform to and what they are called.
  ///
  /// - Parameter perLaw: how many values each is tried with.
  package func laws(perLaw: Int = 4) -> [LawCandidate] {
    LawComposer(symbols: symbols, pool: ValuePool(symbols: symbols, harvest: harvest), perLaw: perLaw).laws()
  }
}

struct LawComposer {
  let symbols: ModuleSymbols
  let pool: ValuePool
  let perLaw: Int

  func laws() -> [LawCandidate] {
    symbols.symbols.filter { $0.kind.isType && !$0.isUnavailable }.flatMap(lawsOfType) + inverses() + idempotences()
  }

  // MARK: Types

  private func lawsOfType(_ symbol: ModuleSymbol) -> [LawCandidate] {
    guard symbol.kind != .actorType, let binding = pool.binder.bindings(of: symbol, limit: 1).first else { return [] }
    let arguments = pool.ownParameters(of: symbol).compactMap { binding.types[$0] }
    let type = SwiftType.named(symbol.title, arguments: arguments)
    let values = Array(
      pool.values(of: type, in: ValuePool.Use(owner: symbol.owner)).filter { $0.setup.isEmpty }.prefix(perLaw))
    let protocols = symbols.protocols(of: symbol.title)
    let isEquatable = !protocols.isDisjoint(with: ["Equatable", "Hashable", "Comparable"])
    let members = symbols.members(of: symbol.title)
    func has(_ kind: ModuleSymbol.Kind, _ name: String) -> Bool {
      members.contains { $0.kind == kind && $0.baseName == name }
    }

    var laws: [LawCandidate] = []
    func add(
      _ law: LawCandidate.Law, _ call: String, _ value: ValueExpression, setup: [String] = [], isThrowing: Bool = false,
      imports: [String] = []
    ) {
      let first = "let value = \(value.isThrowing ? "try " : "")\(value.typed)"
      laws.append(
        self.law(
          law, symbol, setup: [first] + setup, call, parts: [value], isThrowing: isThrowing, imports: imports))
    }
    for value in values where !value.isAsync {
      if isEquatable { add(.equalToItself, "value == value", value) }
      if protocols.contains("Hashable") {
        let second = "let other = \(value.isThrowing ? "try " : "")\(value.typed)"
        add(.equalHash, "value != other || value.hashValue == other.hashValue", value, setup: [second])
      }
      if isEquatable, protocols.isSuperset(of: ["Encodable", "Decodable"]) || protocols.contains("Codable") {
        add(
          .codableRoundTrip, "JSONDecoder().decode(\(type).self, from: JSONEncoder().encode(value)) == value", value,
          isThrowing: true, imports: ["Foundation"])
      }
      if isEquatable, has(.property, "rawValue"),
        members.contains(where: { $0.kind == .initializer && $0.path.last == "init(rawValue:)" })
      {
        add(.rawValueRoundTrip, "\(type)(rawValue: value.rawValue) == value", value)
      }
      if isEquatable, protocols.contains("LosslessStringConvertible") {
        add(.descriptionRoundTrip, "\(type)(value.description) == value", value)
      }
      if has(.property, "isEmpty"), has(.property, "count") {
        add(.emptiness, "value.isEmpty == (value.count == 0)", value)
      }
      if protocols.contains("Collection") {
        add(.indices, "value.indices.count == value.count && Array(value).count == value.count", value)
      }
    }
    return laws + pairLaws(symbol, values, isEquatable: isEquatable, isComparable: protocols.contains("Comparable"))
      + containerLaws(symbol, type, members, arguments)
  }

  private func pairLaws(
    _ symbol: ModuleSymbol, _ values: [ValueExpression], isEquatable: Bool, isComparable: Bool
  ) -> [LawCandidate] {
    zip(values, values.dropFirst()).filter { !$0.isAsync && !$1.isAsync }.flatMap { left, right -> [LawCandidate] in
      let setup = [
        "let left = \(left.isThrowing ? "try " : "")\(left.typed)",
        "let right = \(right.isThrowing ? "try " : "")\(right.typed)",
      ]
      var found: [LawCandidate] = []
      if isEquatable {
        found.append(
          law(.symmetricEquality, symbol, setup: setup, "(left == right) == (right == left)", parts: [left, right]))
      }
      if isComparable {
        found.append(
          law(
            .totalOrder, symbol, setup: setup, "[left < right, right < left, left == right].filter { $0 }.count == 1",
            parts: [left, right]))
      }
      return found
    }
  }

  /// What is put into an empty container comes out of it again, and makes it grow by one.
  private func containerLaws(
    _ symbol: ModuleSymbol, _ type: SwiftType, _ members: [ModuleSymbol], _ arguments: [SwiftType]
  ) -> [LawCandidate] {
    let isMakable = members.contains {
      $0.kind == .initializer && $0.declaration.parameters.isEmpty && !$0.declaration.isThrowing
    }
    guard isMakable else { return [] }
    let map = pool.replacements(symbol, arguments)
    let putting: Set<String> = ["push", "append", "enqueue", "insert", "add"]
    let taking: Set<String> = [
      "pop", "popFirst", "popLast", "popMin", "popMax", "removeFirst", "removeLast", "removeMin", "removeMax",
      "dequeue",
    ]
    let methods = members.filter {
      $0.kind == .method && !$0.isUnavailable && !$0.declaration.isThrowing && !$0.declaration.isAsync
    }
    // With a label it may put in several, as `append(contentsOf:)` does.
    let putters = methods.filter {
      putting.contains($0.baseName) && $0.declaration.parameters.count == 1 && $0.declaration.parameters[0].label == nil
    }
    let takers = methods.filter { taking.contains($0.baseName) && $0.declaration.parameters.isEmpty }
    let counts = members.contains { $0.kind == .property && $0.baseName == "count" }
    return putters.flatMap { putter -> [LawCandidate] in
      guard let parameter = putter.declaration.parameters.first,
        putter.genericParameters.count == symbol.genericParameters.count
      else { return [] }
      let element = parameter.type.replacing(map)
      let values = pool.values(of: element, in: ValuePool.Use(owner: symbol.title)).prefix(2).filter {
        $0.setup.isEmpty && !$0.isThrowing && !$0.isAsync
      }
      return values.flatMap { value -> [LawCandidate] in
        let isIgnored = putter.declaration.result == nil ? "" : "_ = "
        let put = "\(isIgnored)container.\(putter.baseName)(\(parameter.label.map { "\($0): " } ?? "")\(value.text))"
        let setup = ["var container = \(type)()", put]
        var found = takers.filter { taker in
          let given = taker.declaration.result?.replacing(map)
          return given == element || given == .optional(element)
        }.map { law(.givesBack, symbol, setup: setup, "container.\($0.baseName)() == \(value.typed)", parts: [value]) }
        if counts { found.append(law(.grows, symbol, setup: setup, "container.count == 1", parts: [value])) }
        return found
      }
    }
  }

  // MARK: Functions

  /// Names of which one undoes what the other does.
  private static let pairs = [
    ("encode", "decode"), ("format", "parse"), ("serialize", "deserialize"), ("serialize", "parse"),
    ("escape", "unescape"), ("compress", "decompress"), ("encrypt", "decrypt"), ("pack", "unpack"),
    ("quote", "unquote"), ("wrap", "unwrap"), ("marshal", "unmarshal"),
  ]

  private var simpleFunctions: [ModuleSymbol] {
    symbols.symbols.filter { symbol in
      [.function, .staticMethod].contains(symbol.kind) && symbol.genericParameters.isEmpty && !symbol.isUnavailable
        && symbol.declaration.result != nil && !symbol.declaration.isAsync
        && symbol.declaration.parameters.filter { $0.defaultText == nil }.count == 1
        && symbol.declaration.parameters.first.map { $0.defaultText == nil && !$0.isInout } == true
        && symbols.symbol(titled: symbol.owner)?.kind != .protocolType
    }
  }

  private func call(_ symbol: ModuleSymbol, _ argument: String) -> String {
    let label = symbol.declaration.parameters.first?.label.map { "\($0): " } ?? ""
    return "\(symbol.owner.isEmpty ? "" : symbol.owner + ".")\(symbol.baseName)(\(label)\(argument))"
  }

  private func inverses() -> [LawCandidate] {
    let functions = simpleFunctions
    return functions.flatMap { first in
      functions.filter { second in
        second.owner == first.owner
          && Self.pairs.contains { first.baseName.hasPrefix($0.0) && second.baseName.hasPrefix($0.1) }
          && first.declaration.result == second.declaration.parameters.first?.type
          && second.declaration.result == first.declaration.parameters.first?.type
      }.flatMap { second -> [LawCandidate] in
        guard let type = first.declaration.parameters.first?.type else { return [] }
        return pool.values(of: type, in: ValuePool.Use(owner: first.owner)).prefix(perLaw).map { value in
          law(
            .inverse, first, setup: [], "\(call(second, call(first, value.text))) == \(value.typed)", parts: [value],
            isThrowing: first.declaration.isThrowing || second.declaration.isThrowing)
        }
      }
    }
  }

  private static let idempotent = [
    "normal", "sorted", "trim", "canonical", "simplif", "standardi", "dedup", "unique", "flatten", "clamp", "collapse",
  ]

  private func idempotences() -> [LawCandidate] {
    simpleFunctions.filter { symbol in
      symbol.declaration.result == symbol.declaration.parameters.first?.type
        && Self.idempotent.contains { symbol.baseName.lowercased().hasPrefix($0) }
    }.flatMap { symbol -> [LawCandidate] in
      guard let type = symbol.declaration.result else { return [] }
      return pool.values(of: type, in: ValuePool.Use(owner: symbol.owner)).prefix(perLaw).map { value in
        let once = call(symbol, value.text)
        return law(
          .idempotence, symbol, setup: [], "\(call(symbol, once)) == \(once)", parts: [value],
          isThrowing: symbol.declaration.isThrowing)
      }
    }
  }

  private func law(
    _ law: LawCandidate.Law, _ symbol: ModuleSymbol, setup: [String], _ call: String, parts: [ValueExpression],
    isThrowing: Bool = false, imports: [String] = []
  ) -> LawCandidate {
    let needed = parts.reduce(into: ValueTable.imports(of: setup, in: symbols).union(imports)) {
      $0.formUnion($1.imports)
    }
    return LawCandidate(
      law: law,
      candidate: CallCandidate(
        subject: symbol.title,
        group: symbol.kind.isType ? symbol.title : symbol.owner.isEmpty ? symbol.baseName : symbol.owner,
        setup: parts.flatMap(\.setup) + setup, call: call,
        isThrowing: isThrowing || parts.contains(where: \.isThrowing),
        inputWords: parts.map(\.words).filter { !$0.isEmpty }.joined(separator: " and "), imports: needed.sorted()))
  }
}
