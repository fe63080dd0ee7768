internal import Characterization
internal import SwiftSource

/// Makes plans of calls for one declaration after the other.
struct CandidateComposer {
  /// How many plans a declaration may have, by how much code it leads to.
  struct Limits: Hashable {
    /// For the most complex one.
    var perFunction = 48

    /// Values of a parameter that are paired with each other.
    var width = 5
  }

  let symbols: ModuleSymbols
  let harvest: ModuleHarvest
  let pool: ValuePool
  let limits: Limits

  enum Composition {
    case plans([CallPlan])
    case skipped(String)
  }

  func composition(for symbol: ModuleSymbol) -> Composition {
    if let reason = reasonToSkip(symbol) { return .skipped(reason) }
    let bindings = pool.binder.bindings(of: symbol, selfTypes: pool.selfTypes(of: symbol))
    guard !bindings.isEmpty else {
      return .skipped("no type is known for \(symbol.genericParameters.joined(separator: ", "))")
    }
    let limit = limit(for: symbol)
    var lists: [[CallPlan]] = []
    var reason = ""
    for (index, binding) in bindings.enumerated() {
      // The first binding gets most of the room; the others show that it is generic.
      let share = index == 0 ? limit : max(4, limit / (isOwn(binding) ? 2 : 5))
      switch plans(for: symbol, binding, limit: share) {
      case .plans(let plans): lists.append(plans)
      case .skipped(let why): reason = why
      }
    }
    let plans = lists.flatMap(\.self)
    return plans.isEmpty ? .skipped(reason) : .plans(plans)
  }

  /// Whether types of the module are bound, each of which has code of its own.
  private func isOwn(_ binding: GenericBinding) -> Bool {
    binding.types.values.contains { type in type.name.map { symbols.symbol(titled: $0) != nil } ?? false }
  }

  /// A declaration that leads to more branches gets more calls.
  private func limit(for symbol: ModuleSymbol) -> Int {
    guard let function = harvest.function(of: symbol) else { return symbol.kind == .property ? 2 : 8 }
    let weight = harvest.reach(of: function, limit: 12).reduce(0) { $0 + $1.complexity - 1 }
    let closeness = 2 * (function.complexity - 1)
    return min(limits.perFunction, 8 + 2 * weight + 2 * closeness)
  }

  private func reasonToSkip(_ symbol: ModuleSymbol) -> String? {
    if symbol.isUnavailable { return "it is marked as unavailable" }
    guard let owner = symbols.symbol(titled: symbol.owner) else { return nil }
    if owner.kind == .protocolType, harvest.function(of: symbol)?.hasBody != true {
      return "a requirement of a protocol has no code of its own"
    }
    return nil
  }

  private func plans(for symbol: ModuleSymbol, _ binding: GenericBinding, limit: Int) -> Composition {
    let declaration = symbol.declaration
    let function = harvest.function(of: symbol)
    var map = binding.types
    var lists: [[ValueExpression?]] = []
    let isOnValue = [.method, .property, .subscriptMember].contains(symbol.kind)
    let type = pool.receiverType(of: symbol, binding)
    if let type { map["Self"] = type }
    if isOnValue {
      let receivers = type.map { pool.values(of: $0, in: ValuePool.Use(owner: symbol.owner, function: function)) } ?? []
      if receivers.isEmpty { return .skipped("no value of \(type.map { "\($0)" } ?? "its type") can be made") }
      lists.append(receivers.map(Optional.some))
    }
    let distinction = distinction(of: symbol)
    for (position, parameter) in declaration.parameters.enumerated() {
      let use = ValuePool.Use(owner: symbol.owner, parameter: parameter.name, function: function)
      let values = pool.values(of: parameter.type.replacing(map), in: use)
      let isOmittable = parameter.defaultText != nil || parameter.isVariadic
      guard isOmittable || !values.isEmpty else {
        return .skipped("no value of \(parameter.type.replacing(map)) can be made for \(parameter.name)")
      }
      let isOmitted = isOmittable && (position != distinction || values.isEmpty)
      lists.append((isOmitted ? [nil] : []) + values.map(Optional.some))
    }
    let rows = CombinationPlan.rows(counts: lists.map(\.count), limit: limit, width: limits.width)
    var plans = rows.map { row -> CallPlan in
      let chosen = zip(lists, row).map { $0[$1] }
      return CallPlan(
        symbol: symbol, binding: binding, receiver: isOnValue ? chosen[0] : nil,
        arguments: Array(chosen.dropFirst(isOnValue ? 1 : 0)))
    }
    plans += assignments(symbol, map, plans)
    plans += sequences(symbol, binding, plans, limit: limit)
    return .plans(plans)
  }

  /// The position of an argument that must be given, since without it the call might mean another declaration of the name.
  private func distinction(of symbol: ModuleSymbol) -> Int? {
    let required = symbol.declaration.parameters.filter { $0.defaultText == nil }.map(\.label)
    let twins = symbols.members(of: symbol.owner).filter { other in
      other.identifier != symbol.identifier && other.baseName == symbol.baseName && other.kind == symbol.kind
        && other.declaration.parameters.filter { $0.defaultText == nil }.map(\.label) == required
    }
    let theirs = Set(twins.flatMap { $0.declaration.parameters.map(\.label) })
    guard !twins.isEmpty else { return nil }
    return symbol.declaration.parameters.firstIndex { $0.defaultText != nil && !theirs.contains($0.label) }
  }

  /// Sets what can be set, where code runs for it.
  private func assignments(_ symbol: ModuleSymbol, _ map: [String: SwiftType], _ plans: [CallPlan]) -> [CallPlan] {
    guard symbol.declaration.isSettable, symbol.declaration.text.contains("set"), let type = symbol.declaration.result
    else { return [] }
    let values = pool.values(
      of: type.replacing(map),
      in: ValuePool.Use(owner: symbol.owner, parameter: "newValue", function: harvest.function(of: symbol)))
    return plans.prefix(4).flatMap { plan in
      values.prefix(3).map { value in
        var plan = plan
        plan.assigned = value
        return plan
      }
    }
  }

  /// Calls after other calls on the same receiver, where calls change it: once after each other one, and after itself.
  private func sequences(
    _ symbol: ModuleSymbol, _ binding: GenericBinding, _ plans: [CallPlan], limit: Int
  ) -> [CallPlan] {
    guard let owner = symbols.symbol(titled: symbol.owner), symbol.kind == .method, plans.first?.receiver != nil else {
      return []
    }
    let isReference = owner.kind == .classType || owner.kind == .actorType
    guard symbol.declaration.isMutating || isReference else { return [] }
    let changing = symbols.members(of: owner.title).filter { member in
      member.kind == .method && !member.isUnavailable && (isReference || member.declaration.isMutating)
        && member.genericParameters.count == owner.genericParameters.count
        && member.constraints.count == owner.constraints.count
        && !member.declaration.parameters.contains(where: \.isInout)
    }
    let receivers = Self.ordered(plans.compactMap(\.receiver).uniqued)
    let own = plans.map(\.arguments).uniqued.prefix(6)
    var found: [[CallPlan]] = []
    for other in changing {
      let steps = calls(of: other, binding, limit: other == symbol ? 6 : 2)
      found.append(
        steps.flatMap { step in
          receivers.prefix(other == symbol ? 1 : 2).flatMap { receiver in
            own.prefix(other == symbol ? 6 : 2).map { arguments in
              CallPlan(symbol: symbol, binding: binding, receiver: receiver, arguments: arguments, before: [step])
            }
          }
        })
      if other == symbol, let step = steps.first {
        found.append(
          [3, 6].flatMap { count in
            receivers.prefix(count == 3 ? 3 : 2).map { receiver in
              CallPlan(
                symbol: symbol, binding: binding, receiver: receiver, arguments: own.first ?? [],
                before: Array(repeating: step, count: count))
            }
          })
      }
    }
    return Array(interleaved(found).prefix(limit))
  }

  /// Receivers in the order in which they are worth several calls: the typical one, the longest, the others; empty ones,
  /// on which much ends at once or traps, last.
  private static func ordered(_ all: [ValueExpression]) -> [ValueExpression] {
    func isEmpty(_ value: ValueExpression) -> Bool {
      value.typed.hasSuffix("()") || value.typed.contains("apacity:")
    }
    let full = all.filter { !isEmpty($0) }
    let longest = full.max { $0.typed.utf8.count < $1.typed.utf8.count }
    var ordered = Array(full.prefix(1))
    if let longest { ordered.append(longest) }
    ordered += full + all.filter(isEmpty)
    return Array(ordered.uniqued.prefix(3))
  }

  /// Calls of a method, without their receiver.
  private func calls(of symbol: ModuleSymbol, _ binding: GenericBinding, limit: Int) -> [CallPlan] {
    let function = harvest.function(of: symbol)
    var map = binding.types
    if let type = pool.receiverType(of: symbol, binding) { map["Self"] = type }
    let distinction = distinction(of: symbol)
    let lists = symbol.declaration.parameters.enumerated().map { position, parameter -> [ValueExpression?] in
      let values = pool.values(
        of: parameter.type.replacing(map),
        in: ValuePool.Use(owner: symbol.owner, parameter: parameter.name, function: function))
      return parameter.defaultText != nil && position != distinction ? [nil] + values : values
    }
    return CombinationPlan.rows(counts: lists.map(\.count), limit: limit).map { row in
      CallPlan(symbol: symbol, binding: binding, receiver: nil, arguments: zip(lists, row).map { $0[$1] })
    }
  }
}
