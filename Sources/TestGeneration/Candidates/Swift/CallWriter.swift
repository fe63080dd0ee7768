internal import Characterization
internal import SwiftSource

/// Writes planned calls as candidates: names of variables, statements before, the call, and what is read after it.
struct CallWriter {
  let symbols: ModuleSymbols
  let pool: ValuePool

  /// Longer receivers get a variable.
  private static let inlineLength = 44

  func candidate(_ plan: CallPlan) -> CallCandidate {
    let declaration = plan.symbol.declaration
    let ownerSymbol = symbols.symbol(titled: plan.symbol.owner)
    let isActor = ownerSymbol?.kind == .actorType && plan.receiver != nil && !declaration.isNonisolated
    let isReference = ownerSymbol?.kind == .classType || ownerSymbol?.kind == .actorType
    var setup = plan.parts.flatMap(\.setup).uniqued
    var observations: [String] = plan.parts.flatMap(\.observed).uniqued

    var arguments = plan.arguments
    var receiverText: String?
    let isChanging = declaration.isMutating || plan.assigned != nil || !plan.before.isEmpty
    if let receiver = plan.receiver {
      let name = receiverName(plan)
      let isSilent = isReference && !hasValue(plan)
      if isChanging || isSilent || receiver.typed.count > Self.inlineLength || isClosureHolder(receiver) {
        let keyword = isChanging && !isReference ? "var" : "let"
        setup.append("\(keyword) \(name) = \(effects(receiver.isThrowing, receiver.isAsync))\(receiver.typed)")
        receiverText = name
        setup += Self.repeated(plan.before.map { statement($0, on: name, isActor: isActor) })
        if isChanging || isSilent, !isActor { observations += observed(name, plan, isReference: isReference) }
      } else {
        receiverText = Self.parenthesised(receiver.typed)
      }
    }
    for (position, parameter) in declaration.parameters.enumerated() where parameter.isInout {
      guard position < arguments.count, let value = arguments[position] else { continue }
      let name =
        parameter.name == receiverText || Self.keywords.contains(parameter.name)
        ? parameter.name + "Argument" : parameter.name
      setup.append("var \(name) = \(effects(value.isThrowing, value.isAsync))\(value.typed)")
      arguments[position] = ValueExpression("&\(name)", words: value.words)
      observations.append(name)
    }
    if plan.symbol.kind == .initializer { observations += propertiesOfResult(plan) }
    let call = text(plan, on: receiverText, arguments)
    let parts = plan.parts
    return CallCandidate(
      subject: plan.symbol.title, group: plan.symbol.path.count > 1 ? plan.symbol.owner : plan.symbol.baseName,
      setup: setup, call: call, hasValue: hasValue(plan),
      isThrowing: declaration.isThrowing || parts.contains(where: \.isThrowing)
        || plan.before.contains { $0.symbol.declaration.isThrowing },
      isAsync: declaration.isAsync || isActor || parts.contains(where: \.isAsync)
        || plan.before.contains { $0.symbol.declaration.isAsync },
      actor: declaration.actor ?? ownerSymbol?.declaration.actor, observations: observations.uniqued,
      inputWords: words(plan),
      imports: parts.reduce(into: ValueTable.imports(of: setup + [call], in: symbols)) { $0.formUnion($1.imports) }
        .sorted())
  }

  // MARK: Parts

  private func hasValue(_ plan: CallPlan) -> Bool {
    plan.assigned == nil && (plan.symbol.kind == .initializer || Self.isValue(plan.symbol.declaration.result))
  }

  /// Whether a result says anything; what never returns has none.
  private static func isValue(_ result: SwiftType?) -> Bool { result != nil && result != .named("Never") }

  /// A value that closures write to variables of: its setup must come before, so it gets a variable itself.
  private func isClosureHolder(_ value: ValueExpression) -> Bool { !value.setup.isEmpty }

  private func effects(_ isThrowing: Bool, _ isAsync: Bool) -> String {
    (isThrowing ? "try " : "") + (isAsync ? "await " : "")
  }

  private func statement(_ call: CallPlan, on name: String, isActor: Bool) -> String {
    let declaration = call.symbol.declaration
    let parts = call.arguments.compactMap(\.self)
    let effects = effects(
      declaration.isThrowing || parts.contains(where: \.isThrowing),
      declaration.isAsync || isActor || parts.contains(where: \.isAsync))
    return (declaration.result == nil ? "" : "_ = ") + effects + text(call, on: name, call.arguments)
  }

  private func text(_ plan: CallPlan, on receiver: String?, _ arguments: [ValueExpression?]) -> String {
    let symbol = plan.symbol
    let open = symbol.genericParameters.filter { !ownerParameters(symbol).contains($0) }
    let list = ArgumentList.text(symbol.declaration.parameters, arguments, isGeneric: open)
    let type = pool.receiverType(of: symbol, plan.binding)
    let base = receiver ?? type.map { "\($0)" }
    switch symbol.kind {
    case .initializer: return "\(base ?? symbol.owner)(\(list))"
    case .function: return "\(symbol.baseName)(\(list))" + annotation(plan, open)
    case .method, .staticMethod:
      return "\(base ?? symbol.owner).\(Self.escaped(symbol.baseName))(\(list))" + annotation(plan, open)
    case .operatorFunction: return operation(symbol, arguments)
    case .property, .staticProperty:
      return "\(base ?? symbol.owner).\(Self.escaped(symbol.baseName))" + assignment(plan)
    case .variable: return symbol.baseName + assignment(plan)
    case .subscriptMember, .staticSubscript: return "\(base ?? symbol.owner)[\(list)]" + assignment(plan)
    default: return symbol.baseName
    }
  }

  /// Says what a generic result is, where no argument does.
  private func annotation(_ plan: CallPlan, _ open: [String]) -> String {
    guard let result = plan.symbol.declaration.result else { return "" }
    let told = plan.symbol.declaration.parameters.reduce(into: Set<String>()) { $0.formUnion($1.type.names) }
    let missing = open.contains { name in !told.contains(name) && result.names.contains(name) }
    return missing ? " as \(plan.binding.applied(to: result))" : ""
  }

  private func assignment(_ plan: CallPlan) -> String { plan.assigned.map { " = \($0.text)" } ?? "" }

  private func operation(_ symbol: ModuleSymbol, _ arguments: [ValueExpression?]) -> String {
    let operands = arguments.compactMap(\.self).map {
      Self.parenthesised($0.text.hasPrefix("&") ? String($0.text.dropFirst()) : $0.typed)
    }
    if operands.count == 2 { return "\(operands[0]) \(symbol.baseName) \(operands[1])" }
    return symbol.declaration.modifiers.contains("postfix")
      ? "\(operands.first ?? "")\(symbol.baseName)" : "\(symbol.baseName)\(operands.first ?? "")"
  }

  private func ownerParameters(_ symbol: ModuleSymbol) -> [String] {
    symbols.symbol(titled: symbol.owner)?.genericParameters
      ?? (symbol.kind == .function ? [] : symbol.genericParameters)
  }

  /// What is read of what an initialiser makes, which may print as nothing that a test can state.
  private func propertiesOfResult(_ plan: CallPlan) -> [String] {
    guard !plan.symbol.declaration.isFailable, let owner = symbols.symbol(titled: plan.symbol.owner), owner.kind.isType,
      owner.kind != .actorType
    else { return [] }
    return pool.readableProperties(of: owner).prefix(Self.propertyLimit).map {
      "\(CallCandidate.result).\(Self.escaped($0.baseName))"
    }
  }

  /// Properties that are read of one value.
  private static let propertyLimit = 6

  /// Statements of which those that come three times or more in a row become a loop.
  private static func repeated(_ statements: [String]) -> [String] {
    var runs: [(statement: String, count: Int)] = []
    for statement in statements {
      if let last = runs.last, last.statement == statement {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((statement, 1))
      }
    }
    return runs.flatMap { run in
      run.count > 2
        ? ["for _ in 1...\(run.count) { \(run.statement) }"]
        : Array(repeating: run.statement, count: run.count)
    }
  }

  /// What is read of a receiver that a call may have changed: it itself where it prints whole, else its properties.
  private func observed(_ name: String, _ plan: CallPlan, isReference: Bool) -> [String] {
    guard let owner = symbols.symbol(titled: plan.symbol.owner), owner.kind.isType else { return [name] }
    let readable = pool.readableProperties(of: owner).map { "\(name).\(Self.escaped($0.baseName))" }
    if readable.isEmpty { return isReference ? [] : [name] }
    return Array(readable.prefix(Self.propertyLimit))
  }

  private func words(_ plan: CallPlan) -> String {
    let named = zip(plan.symbol.declaration.parameters, plan.arguments).compactMap { parameter, value in
      value.map {
        (
          label: $0.text == $0.words ? parameter.label : nil,
          words: ValueWords.receiver($0.words, of: plan.symbol.owner)
        )
      }
    }
    var parts = [
      ValueWords.arguments(named), plan.assigned.map(\.words).map { ValueWords.isPlain($0) ? $0 : "" } ?? "",
    ]
    if let first = plan.before.first {
      let names = plan.before.map(\.symbol.baseName)
      let isRow = names.count > 2 && Set(names).count == 1
      parts.append(
        "after " + (isRow ? "\(names.count) times \(first.symbol.baseName)" : names.joined(separator: " and ")))
    }
    if let receiver = plan.receiver {
      let words = ValueWords.receiver(receiver.words, of: plan.symbol.owner)
      let isFirst = parts.allSatisfy(\.isEmpty)
      if ValueWords.isPlain(words) { parts.append(isFirst ? words : "on \(words)") }
    }
    let words = parts.filter { !$0.isEmpty }.joined(separator: " ")
    return words.count <= 64 ? words : ""
  }

  // MARK: Names

  static let keywords: Set<String> = [
    "as", "break", "case", "catch", "class", "continue", "default", "defer", "do", "else", "enum", "extension",
    "fallthrough", "false", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let",
    "nil",
    "operator", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct",
    "subscript",
    "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// A name as it may follow a dot.
  static func escaped(_ name: String) -> String {
    ["init", "self", "Type", "Protocol"].contains(name) ? "`\(name)`" : name
  }

  private func receiverName(_ plan: CallPlan) -> String {
    let last = plan.symbol.owner.split(separator: ".").last.map(String.init) ?? "value"
    let known = [
      "String": "text", "Int": "number", "Array": "elements", "Collection": "elements", "Sequence": "elements",
      "Optional": "value",
    ]
    let bare = last.drop { $0 == "_" }
    let name = known[last] ?? bare.prefix(1).lowercased() + bare.dropFirst()
    let lowered = bare.allSatisfy(\.isUppercase) || bare.prefix(2).allSatisfy(\.isUppercase) ? bare.lowercased() : name
    let chosen = known[last] ?? lowered
    let taken = plan.symbol.declaration.parameters.map(\.name)
    return Self.keywords.contains(chosen) || taken.contains(chosen) || chosen.isEmpty ? chosen + "Value" : chosen
  }

  /// An expression as it may stand before a dot or beside an operator.
  static func parenthesised(_ text: String) -> String {
    var depth = 0
    var isQuoted = false
    var previous: Character = " "
    for character in text {
      if character == "\"", previous != "\\" { isQuoted.toggle() }
      previous = character
      guard !isQuoted else { continue }
      if "([{<".contains(character) { depth += 1 }
      if ")]}>".contains(character) { depth -= 1 }
      if depth == 0, character == " " { return "(\(text))" }
    }
    return text.hasPrefix("-") || text.hasPrefix("{") ? "(\(text))" : text
  }
}
