/// A value as Python source, with words for a test's name.
struct PythonValue: Hashable, Sendable {
  let text: String

  /// Empty where nothing short can be said.
  let words: String

  /// Import statements that the text needs.
  let imports: [String]

  init(_ text: String, words: String? = nil, imports: [String] = []) {
    self.text = text
    self.words = words ?? Self.words(for: text)
    self.imports = imports
  }

  /// A text as Python writes it.
  static func string(_ text: String) -> PythonValue {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\\": quoted += "\\\\"
      case "\"": quoted += "\\\""
      default:
        if scalar.value < 32 || scalar.value == 127 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return PythonValue("\"\(quoted)\"")
  }

  /// A literal with its texts in double quotes, as formatters write them; those that hold such quotes or signs that are
  /// escaped stay.
  static func doubled(_ text: String) -> String {
    var written = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
      written += rest[..<start]
      rest = rest[start...]
      let quote = rest[start]
      var inner = rest.dropFirst()
      var isEscaped = false
      var isPlain = quote == "'"
      while let sign = inner.first, isEscaped || sign != quote {
        if sign == "\"" || (isEscaped && sign == "'") { isPlain = false }
        isEscaped = sign == "\\" && !isEscaped
        inner = inner.dropFirst()
      }
      let content = rest[rest.index(after: start)..<inner.startIndex]
      let mark = isPlain ? "\"" : String(quote)
      written += mark + content + (inner.isEmpty ? "" : mark)
      rest = inner.dropFirst()
    }
    return written + rest
  }

  /// What can be said of a literal in a few words.
  static func words(for text: String) -> String {
    switch text {
    case "''", "\"\"": return "empty text"
    case "b''", "b\"\"": return "empty bytes"
    case "[]": return "empty list"
    case "{}": return "empty dict"
    case "()": return "empty tuple"
    case "set()": return "empty set"
    case "None": return "none"
    case "True": return "true"
    case "False": return "false"
    default: break
    }
    if text.count <= 8, Int(text) != nil { return text.hasPrefix("-") ? "minus \(text.dropFirst())" : text }
    if let first = text.first, first == "'" || first == "\"", text.count <= 26, text.count > 2 {
      let inner = text.dropFirst().dropLast()
      if inner.allSatisfy({ $0 == " " }) { return "blank" }
      if inner.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || " _-".contains($0)) }) {
        return inner.hasPrefix("-") ? "minus \(inner.dropFirst())" : String(inner)
      }
    }
    return ""
  }

  /// The whole number that a literal says.
  static func integer(_ text: String) -> Int? { text.allSatisfy { $0.isNumber || $0 == "-" } ? Int(text) : nil }

  static func isText(_ text: String) -> Bool { text.hasPrefix("'") || text.hasPrefix("\"") }
}
