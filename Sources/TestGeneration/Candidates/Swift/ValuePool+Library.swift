internal import SwiftSource

extension ValuePool {
  func optionals(_ wrapped: SwiftType, _ use: Use) -> [ValueExpression] {
    let some = values(of: wrapped, in: use).map { value in
      var value = value
      value.typed = "Optional(\(value.typed))"
      return value
    }
    let none = ValueExpression("nil", typed: "Optional<\(wrapped)>.none", words: "nil")
    return Array(some.prefix(1)) + [none] + some.dropFirst()
  }

  /// An array literal of parts.
  func list(_ parts: [ValueExpression], element: SwiftType) -> ValueExpression {
    if parts.isEmpty { return ValueExpression("[]", typed: "[\(element)]()", words: "no elements") }
    let text = "[\(parts.map(\.text).joined(separator: ", "))]"
    return ValueExpression(
      text, typed: "[\(parts.map(\.typed).joined(separator: ", "))]",
      words: parts.count == 1 ? "one element" : "\(parts.count) elements", of: parts)
  }

  func collections(_ type: SwiftType, element: SwiftType, _ use: Use) -> [ValueExpression] {
    let parts = values(of: element, in: use.inside("\(type)"))
    guard let first = parts.first else { return [list([], element: element)] }
    let three = Array(parts.prefix(3))
    var lists = [three, [], [first], [first, first]]
    if use.depth < 2, element == .named("Int") {
      // Long enough for structures that grow in levels, in no order, in both orders, and with equal elements.
      let long = [
        [5, 3, 8, 1, 9, 2, 7, 4, 6, 0], [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4], [2, 1],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [9, 8, 7, 6, 5, 4, 3, 2, 1], [1, 2], [2, 3, 1, 4],
      ].map { $0.map { ValueExpression("\($0)") } }
      lists.insert(long[0], at: 1)
      lists += long.dropFirst()
    }
    if use.depth == 0 {
      lists += parts.dropFirst().map { [$0] }
      lists += [Array(parts.prefix(7)), Array(three.reversed()), Array(parts.prefix(2))]
    }
    return lists.map { list($0, element: element) }
  }

  func dictionaries(_ key: SwiftType, _ value: SwiftType, _ use: Use) -> [ValueExpression] {
    let inner = use.inside("[\(key): \(value)]")
    let keys = values(of: key, in: inner)
    let values = values(of: value, in: inner)
    let empty = ValueExpression("[:]", typed: "[\(key): \(value)]()", words: "no entries")
    guard !keys.isEmpty, !values.isEmpty else { return [empty] }
    func entries(_ count: Int) -> ValueExpression {
      let pairs = keys.prefix(count).enumerated().map { ($0.element, values[$0.offset % values.count]) }
      return ValueExpression(
        "[\(pairs.map { "\($0.0.text): \($0.1.text)" }.joined(separator: ", "))]",
        typed: "[\(pairs.map { "\($0.0.typed): \($0.1.typed)" }.joined(separator: ", "))]",
        of: pairs.flatMap { [$0.0, $0.1] })
    }
    return [entries(1), empty] + (keys.count > 1 ? [entries(3)] : [])
  }

  func tuples(_ elements: [SwiftType.Element], _ use: Use) -> [ValueExpression] {
    if elements.isEmpty { return [ValueExpression("()")] }
    let lists = elements.map { values(of: $0.type, in: use.inside("tuple")) }
    return CombinationPlan.rows(counts: lists.map(\.count), limit: 6).map { row in
      let parts = zip(lists, row).map { $0[$1] }
      func text(_ spelling: (ValueExpression) -> String) -> String {
        let labelled = zip(elements, parts).map { ($0.label.map { "\($0): " } ?? "") + spelling($1) }
        return "(\(labelled.joined(separator: ", ")))"
      }
      return ValueExpression(text { $0.text }, typed: text { $0.typed }, of: parts)
    }
  }

  func metatypes(_ instance: SwiftType, _ use: Use) -> [ValueExpression] {
    switch instance {
    case .existential(let base):
      let options = binder.options(conformingTo: [base.name ?? "\(base)"])
      return options.prefix(12).map { ValueExpression("\($0).self") }
    case .named, .array, .optional, .dictionary: return [ValueExpression("\(instance).self")]
    default: return []
    }
  }

  /// Values of types that conform to a protocol; those of sequences have the elements that are asked for.
  func conforming(to base: SwiftType, _ use: Use) -> [ValueExpression] {
    let found: [ValueExpression]
    switch base {
    case .named(let name, let arguments) where GenericBinder.collections.contains(name):
      found = values(of: .array(arguments.first ?? .named("Int")), in: use)
    case .named(let name, _):
      let options = binder.options(conformingTo: [name])
      found = interleaved(options.prefix(4).map { values(of: $0, in: use) })
    case .composition(let parts):
      let options = binder.options(conformingTo: parts.compactMap(\.name))
      found = options.prefix(2).flatMap { values(of: $0, in: use) }
    default: found = []
    }
    return found.map { value in
      var value = value
      value.text = value.typed
      return value
    }
  }

  /// Generic and other types of the standard library that no table of texts can hold.
  func library(_ name: String, _ arguments: [SwiftType], _ use: Use) -> [ValueExpression]? {
    switch (name, arguments.count) {
    case ("Set", 1), ("ContiguousArray", 1), ("ArraySlice", 1), ("AnySequence", 1), ("AnyCollection", 1):
      let isSliceable = name != "AnySequence" && name != "AnyCollection"
      return values(of: .array(arguments[0]), in: use).filter { name != "Set" || !$0.hasDoubles }.map { value in
        let typed = "\(name)<\(arguments[0])>(\(value.typed))"
        var result = value
        result.typed = typed
        if !isSliceable { result.text = typed }
        return result
      }
    case ("Range", 1) where arguments[0] == .named("Int"):
      return ["0..<3", "2..<2", "1..<10"].map { ValueExpression($0, typed: "(\($0))", words: $0) }
    case ("ClosedRange", 1) where arguments[0] == .named("Int"):
      return ["1...3", "0...0", "-2...5"].map { ValueExpression($0, typed: "(\($0))", words: $0) }
    case ("Range", 1), ("ClosedRange", 1):
      let bounds = values(of: arguments[0], in: use.inside(name))
      guard let bound = bounds.first else { return [] }
      let sign = name == "Range" ? "..<" : "..."
      return [
        ValueExpression(
          "\(bound.typed)\(sign)\(bound.typed)", typed: "(\(bound.typed)\(sign)\(bound.typed))", of: [bound])
      ]
    case ("Result", 2):
      let type = SwiftType.named(name, arguments: arguments)
      let outcomes = zip(["success", "failure"], arguments).map { outcome, content in
        values(of: content, in: use.inside(name)).prefix(2).map { value in
          let text = ".\(outcome)(\(value.text))"
          return ValueExpression(text, typed: "\(type)\(text)", of: [value])
        }
      }
      return interleaved(outcomes)
    case ("Duration", 0):
      return ["seconds(1)", "zero", "milliseconds(1500)"].map { (text: String) in
        ValueExpression(".\(text)", typed: "Duration.\(text)", words: text)
      }
    case ("Hasher", 0): return [ValueExpression("Hasher()")]
    case ("Error", 0): return conforming(to: .named("Error"), use)
    case ("CancellationError", 0): return [ValueExpression("CancellationError()")]
    case ("Int.Type", 0): return [ValueExpression("Int.self")]
    default: return nil
    }
  }
}

extension ValueExpression {
  /// Whether it is an array in which an element stands twice: a set of it would show nothing, a literal of a set would trap.
  fileprivate var hasDoubles: Bool {
    let parts = text.dropFirst().dropLast().split(separator: ", ")
    return Set(parts).count != parts.count
  }
}
