internal import SwiftSource

extension ValuePool {
  /// Values on both sides of what the function tests its parameter for: `x > 100` gives 99, 100 and 101.
  func conditionValues(of type: SwiftType, in use: Use) -> [ValueExpression] {
    guard let function = use.function, !use.parameter.isEmpty, use.depth == 0 else { return [] }
    return function.conditions.filter { $0.root == use.parameter }.flatMap { condition -> [ValueExpression] in
      let isWhole = condition.subject == use.parameter
      let isSize = condition.subject.hasSuffix(".count")
      switch condition.test {
      case .compared(_, .integer(let number)):
        let numbers = [number, number + 1, number - 1]
        if isSize { return sized(type, numbers, use) }
        return isWhole ? integers(numbers, type) : []
      case .range(let low, let high): return isWhole ? integers([low, high, low - 1, high + 1], type) : []
      case .compared(_, .string(let text)): return isWhole ? texts([text], type) : []
      case .compared(_, .floating(let number)):
        return isWhole && type.name.map(ValueTable.floatingPoints.contains) == true
          ? [number, number.nextUp, number.nextDown].map { ValueExpression("\($0)") } : []
      case .method("hasPrefix", .string(let text)): return texts([text + "abc", "abc" + text, text], type)
      case .method("hasSuffix", .string(let text)): return texts(["abc" + text, text + "abc", text], type)
      case .method(_, .string(let text)): return texts(["a\(text)b", text, "a\(text)\(text)b\(text)"], type)
      default: return []
      }
    }
  }

  private func integers(_ numbers: [Int], _ type: SwiftType) -> [ValueExpression] {
    guard let name = type.name else { return [] }
    let isUnsigned = ValueTable.unsignedIntegers.contains(name)
    guard isUnsigned || ValueTable.signedIntegers.contains(name) else { return [] }
    return numbers.filter { !isUnsigned || $0 >= 0 }.map {
      ValueExpression("\($0)", typed: name == "Int" ? "\($0)" : "\(name)(\($0))")
    }
  }

  private func texts(_ texts: [String], _ type: SwiftType) -> [ValueExpression] {
    switch type.name {
    case "String", "Substring": return texts.map { ValueTable.string($0, type: type.name ?? "String") }
    case "Character":
      return texts.filter { $0.count == 1 }.map {
        ValueExpression($0.swiftLiteral, typed: "(\($0.swiftLiteral) as Character)")
      }
    default: return []
    }
  }

  /// Collections and texts of these sizes.
  private func sized(_ type: SwiftType, _ sizes: [Int], _ use: Use) -> [ValueExpression] {
    let sizes = sizes.uniqued.filter { (0...64).contains($0) }
    switch type {
    case .named("String", _):
      return sizes.map { size in
        ValueTable.string(String((0..<size).map { Character(UnicodeScalar(97 + UInt8($0 % 26))) }))
      }
    case .array(let element):
      let parts = values(of: element, in: use.inside("\(type)"))
      guard !parts.isEmpty else { return [] }
      return sizes.map { size in list((0..<size).map { parts[$0 % parts.count] }, element: element) }
    default: return []
    }
  }

  /// Arguments that tests, documents and the module itself give to this parameter.
  func callSiteValues(of type: SwiftType, in use: Use) -> [ValueExpression] {
    guard let function = use.function, use.depth < 2, let position = function.parameters.firstIndex(of: use.parameter)
    else { return [] }
    if case .function = type { return [] }
    let label = function.labels[position]
    let name = function.name == "init" ? String(function.owner.split(separator: ".").last ?? "") : function.name
    let found = harvest.calls(named: name).compactMap { call -> String? in
      let argument =
        label == "_"
        ? (position < call.arguments.count && call.arguments[position].label == nil ? call.arguments[position] : nil)
        : call.arguments.first { $0.label == label }
      return argument.flatMap { $0.isSelfContained ? $0.text : nil }
    }
    return found.uniqued.filter { fits($0, type) }.prefix(12).map { ValueExpression($0, typed: typed($0, type)) }
  }

  /// Whether an argument of some call of this name may be meant for this type: many functions share a name.
  private func fits(_ text: String, _ type: SwiftType) -> Bool {
    let first = text.first ?? " "
    switch type {
    case .optional(let wrapped): return text == "nil" || fits(text, wrapped)
    case .array: return first == "["
    case .dictionary: return first == "["
    case .named("String", _), .named("Character", _): return first == "\""
    case .named("Bool", _): return text == "true" || text == "false"
    case .named(let name, _)
    where ValueTable.signedIntegers.contains(name) || ValueTable.unsignedIntegers.contains(name):
      return Int(text) != nil && (Int(text) ?? 0 >= 0 || ValueTable.signedIntegers.contains(name))
    case .named(let name, _) where ValueTable.floatingPoints.contains(name): return Double(text) != nil
    case .named(let name, _):
      return first == "." || text.hasPrefix(Self.title(of: name)) || type.name == "Any"
    case .metatype: return text.hasSuffix(".self")
    default: return false
    }
  }

  private func typed(_ text: String, _ type: SwiftType) -> String {
    if case .named(let name, _) = type, text.hasPrefix(".") { return name + text }
    if type.name == "Character" { return "(\(text) as Character)" }
    return text
  }

  /// Names that show that a function reads the file it is given.
  private static let readers: Set<String> = [
    "contentsOf", "contentsOfFile", "FileHandle", "contents", "InputStream", "fopen",
  ]

  /// A file in the current folder, where a function reads what a parameter names.
  func fileValues(of type: SwiftType, in use: Use) -> [ValueExpression] {
    let isURL = type.name == "URL"
    let name = use.parameter.lowercased()
    guard isURL || (type.name == "String" && (name.contains("path") || name.contains("file"))) else { return [] }
    guard use.depth < 2, let function = use.function,
      harvest.reach(of: function).contains(where: { !$0.names.isDisjoint(with: Self.readers) })
    else { return [] }
    let symbols = StringGrowth.symbols(in: literals(for: use))
    let contents =
      ["abc\n"] + StringGrowth.texts(of: symbols, limit: use.depth == 0 ? 5 : 2) + (use.depth == 0 ? [""] : [])
    return contents.map { text in
      let write = "try \(text.swiftLiteral).write(toFile: \"input.txt\", atomically: true, encoding: .utf8)"
      return ValueExpression(
        isURL ? "URL(fileURLWithPath: \"input.txt\")" : "\"input.txt\"",
        words: text.isEmpty ? "an empty file" : "a file with \(ValueTable.string(text).words)",
        setup: [write], imports: ["Foundation"], isThrowing: true)
    }
  }
}
