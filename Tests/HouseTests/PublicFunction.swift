import Foundation

/// A public function or initializer, as far as its source tells without a parser.
struct PublicFunction {
  let parameterCount: Int
  let canThrow: Bool

  /// The comment above it.
  let comment: String

  /// - Parameters:
  ///   - lines: a file's.
  ///   - index: the line where it would begin; nil when none does, or when it is an operator, whose sides need no words.
  init?(_ lines: [String], at index: Int) {
    let words = lines[index].split(separator: " ").prefix { !$0.contains("(") || $0.hasPrefix("init") }
    guard words.first == "public", lines[index].contains("("),
      words.contains("func") || lines[index].contains(" init(") || lines[index].contains(" init?(")
    else { return nil }
    if let name = lines[index].components(separatedBy: "func ").dropFirst().first?.first, !name.isLetter { return nil }
    // Up to the brace of the body, in which no line of these files stands before it.
    var head = ""
    for line in lines[index...] {
      head += line.components(separatedBy: " {")[0] + " "
      if line.contains(" {") { break }
    }
    var depth = 0
    var colons = 0
    for character in head.replacing("->", with: "").drop(while: { $0 != "(" }) {
      if "([<".contains(character) { depth += 1 }
      if ")]>".contains(character) { depth -= 1 }
      if depth == 1, character == ":" { colons += 1 }
      if depth == 0 { break }
    }
    parameterCount = colons
    canThrow = head.contains(") throws") || head.contains(") async throws")
    comment = lines[..<index].reversed().prefix {
      let line = $0.trimmingCharacters(in: .whitespaces)
      return line.hasPrefix("///") || line.hasPrefix("@")
    }.reversed().joined(separator: "\n")
  }
}
