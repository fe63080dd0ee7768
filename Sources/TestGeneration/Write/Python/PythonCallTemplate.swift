/// A call with names in the place of its literals, so that tests of one shape can be one table.
struct PythonCallTemplate: Hashable, Sendable {
  /// `parse(text, limit=limit)`.
  let text: String

  /// Names for the values, in their order.
  let names: [String]

  /// The literals.
  let inputs: [String]

  /// Values of one table's line at most.
  private static let widthLimit = 4

  /// - Parameters:
  ///   - call: one call of a plain name, such as `parse("a", limit=3)`.
  ///   - parameters: the function's parameters by position.
  /// - Returns: nil for what is no call with literals alone.
  init?(of call: String, parameters: [String]) {
    guard let open = call.firstIndex(of: "("), call.last == ")" else { return nil }
    let callee = call[..<open]
    guard !callee.isEmpty, callee.allSatisfy({ $0.isLetter || $0.isNumber || "._".contains($0) }),
      let arguments = Self.arguments(call[call.index(after: open)...].dropLast())
    else { return nil }
    var names: [String] = []
    var inputs: [String] = []
    var parts: [String] = []
    for (index, argument) in arguments.enumerated() {
      let (word, value) = Self.named(argument)
      guard Self.isLiteral(value) else { return nil }
      var name = word ?? (index < parameters.count ? parameters[index] : "value\(index + 1)")
      if names.contains(name) || name == "expected" || name == callee.split(separator: ".").first.map(String.init) {
        name += "_value"
      }
      names.append(name)
      inputs.append(value)
      parts.append(word.map { "\($0)=\(name)" } ?? name)
    }
    guard !names.isEmpty, names.count <= Self.widthLimit, Set(names).count == names.count else { return nil }
    self.names = names
    self.inputs = inputs
    text = "\(callee)(\(parts.joined(separator: ", ")))"
  }

  /// Splits at the commas outside of brackets and texts; nil where those do not close.
  static func arguments(_ text: some StringProtocol) -> [String]? {
    var parts: [String] = []
    var part = ""
    var depth = 0
    var quote: Character?
    var isEscaped = false
    for character in text {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
        if depth < 0 { return nil }
      } else if character == ",", depth == 0 {
        parts.append(trimmed(part))
        part = ""
        continue
      }
      part.append(character)
    }
    guard depth == 0, quote == nil else { return nil }
    if !trimmed(part).isEmpty { parts.append(trimmed(part)) }
    return parts
  }

  /// A keyword argument's name and value.
  private static func named(_ argument: String) -> (word: String?, value: String) {
    let word = argument.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = argument.dropFirst(word.count)
    guard !word.isEmpty, rest.first == "=", !rest.hasPrefix("==") else { return (nil, argument) }
    return (String(word), trimmed(String(rest.dropFirst())))
  }

  /// Whether a text is a literal, or a value of a well-known type made of literals.
  static func isLiteral(_ text: String) -> Bool {
    if ["True", "False", "None"].contains(text) { return true }
    guard let first = text.first else { return false }
    if first.isNumber || "'\"[{(-".contains(first) {
      // No name outside of texts: `[a]` is no literal.
      return !names(in: text).contains { !["True", "False", "None", "float"].contains($0) }
    }
    if ["b'", "b\"", "float(\"", "datetime.", "Decimal(\"", "Fraction("].contains(where: text.hasPrefix) {
      return true
    }
    return false
  }

  /// Words outside of texts that begin with a letter.
  private static func names(in text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var quote: Character?
    var isEscaped = false
    for character in text {
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == open {
          quote = nil
        }
        continue
      }
      if character == "'" || character == "\"" {
        quote = character
        name = ""
      } else if character.isLetter || character == "_" || (character.isNumber && !name.isEmpty) {
        name.append(character)
      } else {
        if name.count > 1 { names.append(name) }
        name = ""
      }
    }
    if name.count > 1 { names.append(name) }
    return names
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
