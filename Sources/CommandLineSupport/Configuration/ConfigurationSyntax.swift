/// Refuses the parts of YAML that a configuration does not need and that can hurt: anchors, aliases, tags, depth.
///
/// A few lines with aliases can stand for a tree of any size, and the YAML library hashes such trees and descends by
/// recursion; so this looks at the text before the library does. It can go line by line since quoted values and lists in
/// brackets must end on their line, and block texts are refused.
enum ConfigurationSyntax {
  struct Fault: Hashable {
    /// Counted from 1.
    var line: Int
    var reason: String
  }

  private static let mostBrackets = 4
  private static let mostDashes = 2

  static func firstFault(in text: String) -> Fault? {
    for (index, line) in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isLineBreak)
      .enumerated()
    {
      var scanner = LineScanner(line)
      if let reason = scanner.fault() { return Fault(line: index + 1, reason: reason) }
    }
    return nil
  }

  /// The line breaks of YAML 1.1.
  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private struct LineScanner {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var brackets = 0

    /// Whether a value or a key may begin here.
    private var startsToken = true

    init(_ line: Substring.UnicodeScalarView) {
      scalars = Array(line)
    }

    mutating func fault() -> String? {
      if scalars.contains("\u{feff}") { return "a byte order mark is not supported" }
      if scalars.starts(with: "---".unicodeScalars) || scalars.starts(with: "...".unicodeScalars) {
        return scalars.count > 3 ? "write nothing behind a document mark" : nil
      }
      skipSpaces()
      var dashes = 0
      while isIndicator("-") || isIndicator("?") {
        dashes += 1
        index += 1
        skipSpaces()
      }
      if dashes > mostDashes { return "lists are nested too deep" }
      while index < scalars.count {
        if scalars[index] == "#", index == 0 || isSpace(scalars[index - 1]) { break }
        if let fault = startsToken ? tokenFault() : laterFault() { return fault }
        skipSpaces()
      }
      return brackets == 0 ? nil : "a list in brackets must end on its line; write a long one with dashes"
    }

    /// Looks at the first scalar of a token.
    private mutating func tokenFault() -> String? {
      switch scalars[index] {
      case "\"", "'": return quotationFault()
      case "&", "*": return "anchors and aliases are not supported; put quotes around a pattern that begins with * or &"
      case "!": return "tags are not supported; put quotes around a value that begins with !"
      case "|", ">": return "block texts are not supported; write the value on one line"
      case "[", "{":
        brackets += 1
        index += 1
        return brackets > mostBrackets ? "brackets are nested too deep" : nil
      case "?" where isIndicator("?"):
        index += 1
        return nil
      default: return laterFault()
      }
    }

    /// Looks at a scalar inside or behind a token.
    private mutating func laterFault() -> String? {
      let scalar = scalars[index]
      startsToken = isIndicator(":")
      index += 1
      guard brackets > 0 else { return nil }
      switch scalar {
      case ",", ":": startsToken = true
      case "[", "{":
        brackets += 1
        startsToken = true
        return brackets > mostBrackets ? "brackets are nested too deep" : nil
      case "]", "}": brackets -= 1
      default: break
      }
      return nil
    }

    private mutating func quotationFault() -> String? {
      let quotationMark = scalars[index]
      index += 1
      while index < scalars.count {
        defer { index += 1 }
        if scalars[index] == "\\", quotationMark == "\"" {
          index += 1
        } else if scalars[index] == quotationMark {
          // A doubled single quotation mark begins the next part of the same text.
          startsToken = quotationMark == "'" && index + 1 < scalars.count && scalars[index + 1] == "'"
          return nil
        }
      }
      return "a quoted value must end on its line"
    }

    private func isIndicator(_ scalar: Unicode.Scalar) -> Bool {
      index < scalars.count && scalars[index] == scalar && (index + 1 == scalars.count || isSpace(scalars[index + 1]))
    }

    private mutating func skipSpaces() {
      while index < scalars.count, isSpace(scalars[index]) { index += 1 }
    }

    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
  }
}
