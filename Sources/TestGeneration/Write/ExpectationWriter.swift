internal import Characterization

/// Writes what was recorded of a value as expectations.
struct ExpectationWriter {
  /// More than this of a structure is not stated: a test that says everything breaks at everything.
  static let fieldLimit = 8

  let dialect: ExpectationDialect

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
      return Array(stated(recorded, of: value).prefix(Self.fieldLimit))
    }
    let fields = stated(recorded, of: result)
    guard !fields.isEmpty else { return [] }
    return ["let \(result) = \(prefix)\(value)"] + fields.prefix(Self.fieldLimit)
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

  /// Lines about the parts of a value that has a name.
  private func stated(_ recorded: RecordedValue, of name: String) -> [String] {
    let lines = recorded.readings(of: name).compactMap { line(for: $0.expression, isPrefixed: false, $0.value) }
    guard lines.isEmpty, case .structure(_, let fields) = recorded, fields.first?.name == "?" else { return lines }
    // Of what an optional holds nothing can be read; that it holds something is still known.
    return [dialect.isNotNil(name)]
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
