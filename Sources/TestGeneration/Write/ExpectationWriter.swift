internal import Characterization

/// Writes what was recorded of a value as expectations.
struct ExpectationWriter {
  /// More than this of a structure is not stated: a test that says everything breaks at everything.
  static let fieldLimit = 8

  let dialect: ExpectationDialect

  /// Names that have a meaning where the lines will stand.
  var taken: Set<String> = []

  /// Lines that expect a value.
  ///
  /// - Parameters:
  ///   - value: an expression, without `try` and `await`; it is written once unless it is a plain name or path.
  ///   - recorded: what it gave.
  ///   - prefix: `try `, `await ` or both, before the expression.
  /// - Returns: empty when nothing about the value can be stated.
  func lines(for value: String, _ recorded: RecordedValue, prefix: String = "", result: String = "result") -> [String] {
    // The arguments of XCTest's assertions cannot wait.
    let isBound = dialect == .xctest && prefix.contains("await")
    if !isBound, let line = line(for: prefix + value, isPrefixed: !prefix.isEmpty, recorded) { return [line] }
    // What is read of a plain path needs no name of its own.
    if prefix.isEmpty, value.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }) {
      return stated(recorded, of: value).prefix(Self.fieldLimit).flatMap(\.self)
    }
    let fields = stated(recorded, of: result)
    guard !fields.isEmpty else { return [] }
    return ["let \(result) = \(prefix)\(value)"] + fields.prefix(Self.fieldLimit).flatMap(\.self)
  }

  /// One line that says it all, where there is one.
  private func line(for value: String, isPrefixed: Bool, _ recorded: RecordedValue) -> String? {
    switch recorded {
    case .literal("nil", _): return dialect.isNil(value)
    case .literal("true", "Bool"): return dialect.holds(value)
    case .literal("false", "Bool"):
      return isPrefixed ? dialect.equal(value, "false") : dialect.holdsNot(Self.operand(value))
    case .literal(let text, _): return dialect.equal(value, text)
    case .approximate(let text, _): return isPrefixed ? nil : dialect.near(value, text)
    case .unordered(let type, let elements):
      let texts = elements.map(Self.literal)
      guard texts.allSatisfy({ $0 != nil }) else { return nil }
      let joined = texts.compactMap { $0 }.joined(separator: ", ")
      if type.hasPrefix("Set<") { return dialect.equal(value, elements.isEmpty ? "[]" : "[\(joined)]") }
      if type.hasPrefix("Dictionary<") { return dialect.equal(value, elements.isEmpty ? "[:]" : "[\(joined)]") }
      return nil
    case .described(let text, _):
      return isPrefixed
        ? nil : dialect.equal("String(describing: \(value))", Self.quoted(text))
    case .structure, .opaque: return nil
    }
  }

  /// What can be stated about the parts of a value that has a name, each in lines of its own.
  private func stated(_ recorded: RecordedValue, of name: String) -> [[String]] {
    let lines = recorded.readings(of: name).compactMap { line(for: $0.expression, isPrefixed: false, $0.value) }
    // A case that is another than expected ends the test, so all else comes first.
    let stated = lines.map { [$0] } + cases(of: recorded, name)
    guard stated.isEmpty, case .structure(_, let fields) = recorded, fields.first?.name == "?" else { return stated }
    // Of what an optional holds nothing can be read; that it holds something is still known.
    return [[dialect.isNotNil(name)]]
  }

  /// Lines about a case of an enum that cannot be compared, and about what it carries; only of the value itself, since patterns
  /// within patterns are hard to read.
  private func cases(of recorded: RecordedValue, _ name: String) -> [[String]] {
    guard case .structure(let type, let fields) = recorded, fields.count == 1, let field = fields.first,
      field.name.hasPrefix("."), !type.contains("("), !type.contains("Optional<"),
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
    else { return [] }
    var elements: [RecordedValue.Field] = []
    if case .structure(let payload, let fields) = field.value, payload.hasPrefix("(") {
      elements = fields
    } else if case .literal("()", _) = field.value {
      // It carries nothing.
    } else {
      elements = [RecordedValue.Field(name: "value", value: field.value)]
    }
    let parts = elements.enumerated().map { index, element in
      (name: label(element.name, at: index, of: name), value: element.value)
    }
    let pattern = parts.map { states($0.value, $0.name).isEmpty ? "_" : "let \($0.name)" }.joined(separator: ", ")
    return [dialect.isCase("\(type)\(field.name)" + (parts.isEmpty ? "" : "(\(pattern))"), name)]
      + parts.flatMap { states($0.value, $0.name) }
  }

  /// What a part is called that a case carries: by its label, where it has one that is free.
  private func label(_ label: String, at index: Int, of name: String) -> String {
    let words = ["first", "second", "third", "fourth", "fifth", "sixth"]
    let label = label.first?.isNumber ?? true ? (index < words.count ? words[index] : "element\(index + 1)") : label
    guard name != CallCandidate.result || taken.contains(label) || CallWriter.keywords.contains(label) else {
      return label
    }
    return name + label.prefix(1).uppercased() + label.dropFirst()
  }

  /// What can be stated of what a case carries.
  private func states(_ recorded: RecordedValue, _ name: String) -> [[String]] {
    if let line = line(for: name, isPrefixed: false, recorded) { return [[line]] }
    return recorded.readings(of: name).compactMap { line(for: $0.expression, isPrefixed: false, $0.value) }.map { [$0] }
  }

  private static func literal(_ value: RecordedValue) -> String? {
    switch value {
    case .literal(let text, _): text
    // A key with its value.
    case .structure("pair", let fields) where fields.count == 2:
      if let key = literal(fields[0].value), let value = literal(fields[1].value) { "\(key): \(value)" } else { nil }
    default: nil
    }
  }

  /// An expression behind `!`: in parentheses where it holds an operator.
  static func operand(_ value: String) -> String {
    var depth = 0
    for character in value {
      if "([{\"".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == " ", depth <= 0 { return "(\(value))" }
    }
    return value
  }

  /// A text as Swift writes it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0": quoted += "\\0"
      default:
        if scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format {
          quoted += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
