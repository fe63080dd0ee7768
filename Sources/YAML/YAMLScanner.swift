/// Refuses the parts of YAML that can hurt and that no file of this project needs: anchors, aliases, tags, depth.
///
/// A file may come from a repository. A few lines with aliases can stand for a tree of any size, and the YAML library hashes
/// such trees and descends by recursion; so this looks at the text before the library does. It can go line by line since
/// quoted values and lists in brackets must end on their line; block texts, which hold code, are passed over or refused.
struct YAMLScanner {
  private static let mostBrackets = 12
  private static let mostDashes = 3

  /// The column that the first word of a line may have at the most: each level of nesting takes one column or more.
  private static let mostIndentation = 80

  private let holdsBlocks: Bool
  private var scalars: [Unicode.Scalar] = []
  private var index = 0

  /// Whether a value or a key may begin here.
  private var startsToken = true

  /// Lists in brackets that are open on this line.
  private var brackets = 0

  /// The column of what a block text belongs to; what is indented further is its content.
  private var block: Int?

  /// Where the block text's first line begins; what begins further left is none of it.
  private var content: Int?

  private init(holdsBlocks: Bool) { self.holdsBlocks = holdsBlocks }

  static func firstFault(in text: String, holdsBlocks: Bool) -> YAMLError? {
    var scanner = YAMLScanner(holdsBlocks: holdsBlocks)
    for (number, line) in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isLineBreak)
      .enumerated()
    {
      if let reason = scanner.fault(in: line) { return YAMLError(number + 1, reason) }
    }
    return nil
  }

  /// The line breaks of YAML 1.1; the pair of CR and LF leaves an empty line between, which does no harm.
  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private mutating func fault(in line: Substring.UnicodeScalarView) -> String? {
    scalars = Array(line)
    (index, brackets, startsToken) = (0, 0, true)
    if scalars.contains("\u{feff}") { return "a byte order mark is not supported" }
    skipSpaces()
    guard index < scalars.count else { return nil }
    if let column = block {
      if index > column, index >= content ?? index {
        content = content ?? index
        return nil
      }
      (block, content) = (nil, nil)
    }
    if scalars.starts(with: "---".unicodeScalars) || scalars.starts(with: "...".unicodeScalars) {
      return scalars.count > 3 ? "write nothing behind a document mark" : nil
    }
    var dashes = 0
    var column = index
    while isIndicator("-") {
      dashes += 1
      column = index
      index += 1
      skipSpaces()
    }
    if dashes > Self.mostDashes || index > Self.mostIndentation { return "it is nested too deep" }
    if isIndicator("?") { return "keys of several lines are not supported" }
    // A text right behind a dash belongs to the dash, one behind a key to the key.
    if !isTextMark { column = index }
    return restFault(column: column)
  }

  /// - Parameter column: of what a block text on this line would belong to.
  private mutating func restFault(column: Int) -> String? {
    while index < scalars.count {
      if scalars[index] == "#", index == 0 || isSpace(scalars[index - 1]) { break }
      if startsToken, brackets == 0, isTextMark {
        guard holdsBlocks else { return "block texts are not supported here; write the value on one line" }
        block = column
        return nil
      }
      if let fault = startsToken ? tokenFault() : laterFault() { return fault }
      skipSpaces()
    }
    return brackets == 0 ? nil : "what is in brackets must end on its line; write a long list with dashes"
  }

  private var isTextMark: Bool { index < scalars.count && (scalars[index] == "|" || scalars[index] == ">") }

  /// Looks at the first scalar of a token.
  private mutating func tokenFault() -> String? {
    switch scalars[index] {
    case "\"", "'": return quotationFault()
    case "&", "*":
      return "anchors and aliases are not supported; put quotes around a value or pattern that begins with * or &"
    case "!": return "tags are not supported; put quotes around a value that begins with !"
    case "[", "{": return openBracket()
    default: return laterFault()
    }
  }

  private mutating func openBracket() -> String? {
    brackets += 1
    index += 1
    startsToken = true
    return brackets > Self.mostBrackets ? "brackets are nested too deep" : nil
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
      index -= 1
      return openBracket()
    case "]", "}": brackets -= 1
    default: break
    }
    return nil
  }

  private mutating func quotationFault() -> String? {
    let mark = scalars[index]
    index += 1
    while index < scalars.count {
      defer { index += 1 }
      if scalars[index] == "\\", mark == "\"" {
        index += 1
      } else if scalars[index] == mark {
        // A doubled single quotation mark begins the next part of the same text.
        startsToken = mark == "'" && index + 1 < scalars.count && scalars[index + 1] == "'"
        return nil
      }
    }
    return holdsBlocks
      ? "a quoted value must end on its line; write a longer one as a block text, behind |"
      : "a quoted value must end on its line"
  }

  private func isIndicator(_ scalar: Unicode.Scalar) -> Bool {
    index < scalars.count && scalars[index] == scalar && (index + 1 == scalars.count || isSpace(scalars[index + 1]))
  }

  private mutating func skipSpaces() {
    while index < scalars.count, isSpace(scalars[index]) { index += 1 }
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
}
