/// A name with at most one `*`, which stands for any characters: `load*`, `*Controller`, `make*View`.
struct NamePattern: Hashable, Sendable {
  private let head: String
  private let tail: String?

  /// - Parameter text: such a name; nil comes of any other.
  init?(_ text: String) {
    let parts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), !text.isEmpty,
      parts.joined().unicodeScalars.allSatisfy(SwiftName.isPart)
    else { return nil }
    head = parts[0]
    tail = parts.count == 2 ? parts[1] : nil
  }

  var hasWildcard: Bool { tail != nil }

  /// What the `*` stands for in a name; empty for a pattern without one; nil for a name that does not match.
  func match(_ name: String) -> String? {
    guard let tail else { return name == head ? "" : nil }
    guard name.utf8.count >= head.utf8.count + tail.utf8.count, name.hasPrefix(head), name.hasSuffix(tail) else {
      return nil
    }
    return String(name.dropFirst(head.count).dropLast(tail.count))
  }

  /// The name that a match makes of this pattern.
  func filled(_ match: String) -> String { tail.map { head + match + $0 } ?? head }
}

/// Names in Swift.
enum SwiftName {
  /// Whether a text is a name that needs no backticks.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, !first.properties.isASCIIDigit, text != "_" else { return false }
    return text.unicodeScalars.allSatisfy(isPart) && !keywords.contains(text)
  }

  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F
      ? scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
      : scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.isASCIIDigit
  }

  /// Words that cannot be names without backticks.
  private static let keywords: Set<String> = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
    "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if",
    "import", "in", "init", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private",
    "protocol", "public", "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch",
    "throw", "throws", "true", "try", "typealias", "var", "where", "while",
  ]
}

extension Unicode.Scalar.Properties {
  fileprivate var isASCIIDigit: Bool { generalCategory == .decimalNumber }
}
