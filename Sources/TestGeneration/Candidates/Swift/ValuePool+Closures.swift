internal import SwiftSource

extension ValuePool {
  /// Closures: ones that keep what they are given, constant ones, ones that use what they are given, and ones that throw.
  func closures(_ function: SwiftType.Function, _ use: Use) -> [ValueExpression] {
    let blanks =
      function.parameters.isEmpty ? "" : function.parameters.map { _ in "_" }.joined(separator: ", ") + " in "
    var lists: [[ValueExpression]] = []
    if function.result.isVoid {
      lists.append(recording(function, use))
      lists.append([
        closure(function.parameters.isEmpty ? "{}" : "{ \(blanks.dropLast()) }", words: "a closure that does nothing")
      ])
    } else {
      lists.append(using(function, use))
      let constants = values(of: function.result, in: use.inside("closure")).prefix(use.depth == 0 ? 4 : 2)
      lists.append(
        constants.filter { !$0.isThrowing && !$0.isAsync && $0.setup.isEmpty }.map { value in
          var result = ValueExpression(
            "{ \(blanks)\(value.text) }", words: "a closure that gives \(value.words)", of: [value])
          result.typed = "{ \(blanks)\(value.typed) }"
          return result
        })
    }
    if function.isThrowing, let error = values(of: .named("Error"), in: use.inside("closure")).first {
      var throwing = ValueExpression("{ \(blanks)throw \(error.typed) }", words: "a closure that throws", of: [error])
      throwing.isThrowing = true
      lists.append([throwing])
    }
    return interleaved(lists)
  }

  private func closure(_ text: String, words: String = "") -> ValueExpression { ValueExpression(text, words: words) }

  /// A closure without a value that keeps its arguments in a variable, which is read after the call.
  private func recording(_ function: SwiftType.Function, _ use: Use) -> [ValueExpression] {
    guard !function.isSendable, !function.isAsync, function.inoutParameters.isEmpty, use.depth < 2 else { return [] }
    let stem = use.parameter.isEmpty ? "calls" : use.parameter
    if function.parameters.isEmpty {
      let name = "\(stem)Count"
      return [
        ValueExpression(
          "{ \(name) += 1 }", words: "a closure that counts", setup: ["var \(name) = 0"], observed: [name])
      ]
    }
    let isKnown = function.parameters.allSatisfy { type in
      if case .function = type { return false }
      return true
    }
    guard isKnown else { return [] }
    let name = "\(stem)Values"
    let element =
      function.parameters.count == 1
      ? "\(function.parameters[0])"
      : "\(SwiftType.tuple(function.parameters.map { SwiftType.Element(label: nil, type: $0) }))"
    let argument =
      function.parameters.count == 1
      ? "$0" : "(\(function.parameters.indices.map { "$\($0)" }.joined(separator: ", ")))"
    return [
      ValueExpression(
        "{ \(name).append(\(argument)) }", words: "a closure that collects", setup: ["var \(name): [\(element)] = []"],
        observed: [name])
    ]
  }

  /// Closures whose value depends on what they are given.
  private func using(_ function: SwiftType.Function, _ use: Use) -> [ValueExpression] {
    guard function.inoutParameters.isEmpty, let first = function.parameters.first else { return [] }
    let isPair = function.parameters == [first, first]
    let isSingle = function.parameters.count == 1
    var bodies: [String] = []
    if isSingle, first == function.result { bodies.append("$0") }
    switch (first, function.result) {
    case (.named("Int", _), .named("Bool", _)):
      bodies += isPair ? ["$0 < $1", "$0 > $1"] : isSingle ? ["$0 % 2 == 0", "$0 > 2"] : []
    case (.named("String", _), .named("Bool", _)):
      bodies += isPair ? ["$0 < $1", "$0 > $1"] : isSingle ? ["$0.isEmpty", "$0.count > 1"] : []
    case (.named("Double", _), .named("Bool", _)): bodies += isPair ? ["$0 < $1"] : isSingle ? ["$0 > 1"] : []
    case (.named("Character", _), .named("Bool", _)):
      bodies += isPair ? ["$0 < $1"] : isSingle ? ["$0.isLetter", "$0 == \",\""] : []
    case (.named("Int", _), .named("Int", _)): bodies += isPair ? ["$0 + $1", "$0 - $1"] : isSingle ? ["$0 * 2"] : []
    case (.named("String", _), .named("String", _)): bodies += isPair ? ["$0 + $1"] : isSingle ? ["$0 + \"!\""] : []
    case (.named("String", _), .named("Int", _)): bodies += isSingle ? ["$0.count"] : []
    case (_, .named("String", _)): bodies += isSingle ? ["String(describing: $0)"] : []
    default: break
    }
    if isSingle { bodies += constructions(of: function.result, from: first, use) }
    return bodies.map {
      closure("{ \($0) }", words: "{ \($0) }".count <= 40 ? "{ \($0) }" : "a closure that uses its argument")
    }
  }

  /// Values of a type in which the closure's argument stands, where one of the type's initialisers takes it.
  private func constructions(of type: SwiftType, from argument: SwiftType, _ use: Use) -> [String] {
    switch type {
    case .optional(let wrapped): return constructions(of: wrapped, from: argument, use)
    case .array(let element):
      let found = constructions(of: element, from: argument, use)
      guard let first = found.first else { return [] }
      return [
        "[\(found.prefix(3).joined(separator: ", "))]", "[\(first)]", "[\(found.suffix(2).joined(separator: ", "))]",
      ].uniqued
    case .named(let name, let arguments):
      guard use.depth < 2, let symbol = symbol(of: Self.title(of: name), in: use.owner), symbol.kind.isType else {
        return []
      }
      let inner = use.inside("\(type)")
      return initialisers(of: symbol).flatMap { initialiser -> [String] in
        guard !initialiser.declaration.isThrowing, !initialiser.declaration.isAsync, !initialiser.declaration.isFailable
        else { return [] }
        let slot = initialiser.declaration.parameters.firstIndex { parameter in
          let meant = parameter.type.replacing(replacements(symbol, arguments))
          return meant == argument || meant == .named("Any")
        }
        guard let slot else { return [] }
        return expressions(
          calling: initialiser, spelling: name, arguments: arguments, in: inner, limit: 8,
          fixed: [slot: ValueExpression("$0")]
        ).filter { $0.setup.isEmpty && !$0.isThrowing }.map(\.text)
      }
    default: return []
    }
  }
}
