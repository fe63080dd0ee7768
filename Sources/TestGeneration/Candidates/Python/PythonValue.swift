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
