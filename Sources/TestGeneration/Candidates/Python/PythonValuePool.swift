internal import SwiftSource

/// Makes up values for the parameters of Python functions: from annotations, from what the body does with them, from literals
/// of the code and their neighbours, and from the usual edges of each kind.
struct PythonValuePool: Sendable {
  let module: PythonHarvest.Module

  /// How an object of each class of the module is made.
  let constructors: [String: PythonValue]

  /// Literals that earlier calls have given, by the name of their type.
  var feedback: [String: [String]] = [:]

  /// Whether more is tried than at first.
  var isWide = false

  /// Values of one parameter at most.
  private var limit: Int { isWide ? 60 : 24 }

  /// Values for a parameter, the plainest first; never empty.
  func values(for parameter: PythonHarvest.Parameter, of function: PythonHarvest.Function?) -> [PythonValue] {
    var values: [PythonValue] = []
    let kinds = kinds(of: parameter)
    let lists = kinds.map { list(for: $0, parameter, function) }
    let compared = parameter.values.filter { !$0.contains(":") || PythonValue.isText($0) }
      .filter { fits($0, kinds) }.flatMap(Self.neighbours)
    let own = parameter.defaultLiteral.map { [PythonValue($0)] } ?? []
    if let first = lists.first?.first { values.append(first) }
    values += compared.prefix(12) + own
    values += interleaved(lists)
    return values.isEmpty ? [PythonValue("None")] : Array(values.uniqued.prefix(limit))
  }

  /// What a parameter may be, by what is known of it, the likeliest first.
  func kinds(of parameter: PythonHarvest.Parameter) -> [String] {
    let annotated = parameter.annotation.filter(isKnown)
    if !annotated.isEmpty { return annotated }
    var kinds = parameter.kinds.filter(isKnown)
    if let text = parameter.defaultLiteral, let kind = Self.kind(of: text), kind != "None", !kinds.contains(kind) {
      kinds.insert(kind, at: 0)
    }
    if let kind = Self.kind(named: parameter.name), !kinds.contains(kind) {
      if kinds.isEmpty || kinds == ["list"] { kinds.insert(kind, at: 0) } else { kinds.append(kind) }
    }
    return kinds.isEmpty ? ["str", "int", "list", "dict", "float", "None"] : kinds.uniqued
  }

  private func isKnown(_ kind: String) -> Bool {
    kind.hasPrefix("=") || constructors[kind] != nil || enumeration(kind) != nil
      || Self.known.contains(String(kind.prefix { $0 != "[" }))
  }

  private static let known: Set<String> = [
    "int", "float", "bool", "str", "bytes", "list", "dict", "set", "tuple", "iterator", "None", "any", "callable",
    "complex", "datetime", "date", "time", "timedelta", "Decimal", "Fraction", "Path", "file", "StringIO", "TextIO",
    "Pattern",
  ]

  private func enumeration(_ name: String) -> PythonHarvest.Class? {
    module.classes.first { $0.name == name && $0.isEnumeration && !$0.members.isEmpty }
  }

  private func list(
    for kind: String, _ parameter: PythonHarvest.Parameter, _ function: PythonHarvest.Function?
  ) -> [PythonValue] {
    if kind.hasPrefix("=") { return [PythonValue(String(kind.dropFirst()))] }
    if let found = enumeration(kind) { return found.members.prefix(6).map { PythonValue("\(kind).\($0)", words: $0) } }
    if let value = constructors[kind] { return [value] }
    let base = String(kind.prefix { $0 != "[" })
    let inner = kind.contains("[") ? String(kind.drop { $0 != "[" }.dropFirst().dropLast()) : ""
    switch base {
    case "int": return integers(function)
    case "float": return floats(function)
    case "str": return texts(parameter, function)
    case "list", "tuple", "set", "iterator": return collections(base, of: inner, parameter, function)
    case "dict": return dictionaries(of: inner, parameter)
    case "any":
      return ["str", "int", "list", "dict", "float", "None"].compactMap { list(for: $0, parameter, function).first }
    default: return Self.fixed[base] ?? []
    }
  }

  private func integers(_ function: PythonHarvest.Function?) -> [PythonValue] {
    let own = (function?.literals ?? []).compactMap(PythonValue.integer)
    let around = own.filter { abs($0) < 1 << 53 }.flatMap { [$0, $0 + 1, $0 - 1] }
    let usual = [3, 0, 1, -1, 2, 10, 12, 100, 1_000, -5, 1_000_000]
    return interleaved([usual, around]).uniqued.map { PythonValue("\($0)") }
  }

  private func floats(_ function: PythonHarvest.Function?) -> [PythonValue] {
    let own = (function?.literals ?? []).filter { $0.contains(".") && Double($0) != nil }
    let whole = (function?.literals ?? []).compactMap(PythonValue.integer).prefix(8).flatMap { ["\($0)", "\($0 + 1)"] }
    let usual = ["1.5", "0", "-2.5", "1", "0.1", "1e10", "float(\"inf\")", "float(\"nan\")", "1234.5678"]
    return interleaved([usual, own + whole]).uniqued.map { PythonValue($0) }
  }

  private func texts(_ parameter: PythonHarvest.Parameter, _ function: PythonHarvest.Function?) -> [PythonValue] {
    let strings = function?.strings ?? []
    let literals = (strings + []).filter { $0.count <= 60 }
    let sizes = lengths(of: parameter).map { String(repeating: "a", count: $0) }
    let symbols = (strings + module.literals.filter(PythonValue.isText).map { String($0.dropFirst().dropLast()) })
      .filter { (1...2).contains($0.unicodeScalars.count) && !$0.allSatisfy { $0.isLetter || $0.isNumber } }.uniqued
    let grown = isWide ? StringGrowth.moreTexts(of: Array(symbols.prefix(8))) : StringGrowth.texts(of: symbols)
    let joined = literals.prefix(8).flatMap { ["x\($0)", "\($0)y", $0.uppercased()] }
    let usual = ["hello world", "", "a", "Hello World", "  padded ", "42", "snake_case", "CamelCase", "über", "3.14"]
    let fed = (feedback["str"] ?? []).map { PythonValue($0) }
    let named = Self.named[parameter.name.lowercased()].map { $0.map { PythonValue.string($0) } } ?? []
    return named
      + interleaved([
        usual.map(PythonValue.string), (sizes + literals + joined).map(PythonValue.string),
        module.patterns.map { PythonValue($0) }, grown.prefix(isWide ? 60 : 12).map(PythonValue.string), fed,
      ])
  }

  private func collections(
    _ base: String, of inner: String, _ parameter: PythonHarvest.Parameter, _ function: PythonHarvest.Function?
  ) -> [PythonValue] {
    let parts = inner.isEmpty ? [] : inner.split(separator: ",").map(String.init)
    func element(_ kind: String) -> [String] {
      let kind = String(kind.split(separator: "/").first ?? "")
      let plain = PythonHarvest.Parameter(
        name: "", kind: .positional, annotation: [], kinds: [], values: [], defaultText: nil, defaultLiteral: nil)
      return isKnown(kind) ? list(for: kind, plain, function).prefix(5).map(\.text) : []
    }
    var rows: [[String]] = [["1", "2", "3"], [], ["\"b\"", "\"a\""], ["2"], ["3", "1", "2", "1"], ["\"a\""], ["0"]]
    if base == "tuple", parts.count > 1, parts.last != "any" {
      rows = (0..<3).map { index in parts.map { element($0).dropFirst(index).first ?? "None" } }
    } else if let first = parts.first, case let some = element(first), !some.isEmpty {
      rows = [Array(some.prefix(2)), [], [some[0]], Array(some.reversed()), [some[0], some[0]], Array(some.prefix(3))]
    } else {
      rows += [["[1, 2]", "[3, 4]"], ["None"], ["(\"a\", 1)", "(\"b\", 2)"]]
    }
    rows += lengths(of: parameter).map { count in (0..<count).map { "\($0)" } }
    return rows.map { row in
      let inside = row.joined(separator: ", ")
      return switch base {
      case "tuple": PythonValue(row.count == 1 ? "(\(inside),)" : "(\(inside))")
      case "set": PythonValue(row.isEmpty ? "set()" : "{\(inside)}")
      case "iterator": PythonValue("iter([\(inside)])", words: row.isEmpty ? "empty iterator" : "")
      default: PythonValue("[\(inside)]")
      }
    }
  }

  private func dictionaries(of inner: String, _ parameter: PythonHarvest.Parameter) -> [PythonValue] {
    let keys = parameter.values.filter { $0.hasPrefix("key:") }.map { String($0.dropFirst(4)) }
    let asked = keys.isEmpty ? [] : ["{\(keys.prefix(8).map { "\($0): 1" }.joined(separator: ", "))}"]
    let texts = keys.isEmpty ? [] : ["{\(keys.prefix(8).map { "\($0): \"a\"" }.joined(separator: ", "))}"]
    let usual = ["{\"a\": 1}", "{}", "{\"a\": 1, \"b\": 2}", "{\"a\": {\"b\": [1, 2]}}", "{\"a\": \"x\"}", "{1: 2}"]
    return (asked + texts + usual).map { PythonValue($0) }
  }

  /// Lengths that it is compared with, and those beside them.
  private func lengths(of parameter: PythonHarvest.Parameter) -> [Int] {
    parameter.values.filter { $0.hasPrefix("len:") }.compactMap { PythonValue.integer(String($0.dropFirst(4))) }
      .flatMap { [$0, $0 + 1, $0 - 1] }.filter { (0...40).contains($0) }.uniqued
  }

  /// A literal that something is compared with, and what lies beside it.
  private static func neighbours(_ text: String) -> [PythonValue] {
    if let number = PythonValue.integer(text), abs(number) < 1 << 53 {
      return [number, number + 1, number - 1].map { PythonValue("\($0)") }
    }
    return [PythonValue(text)]
  }

  private func fits(_ text: String, _ kinds: [String]) -> Bool {
    guard let kind = Self.kind(of: text) else { return true }
    return kinds.contains { $0.hasPrefix(kind) || $0 == "any" || (kind == "int" && $0 == "float") }
  }
}
