internal import SwiftSource

/// Texts with structure, grown from the separators, quotes and line ends that the code under test itself speaks of.
///
/// Random texts do not reach what stands behind a parser's tests; the literals of the parser do (testgen.md 2b).
enum StringGrowth {
  /// The short literals with which texts are built: one or two characters, not letters and digits alone.
  static func symbols(in literals: [SourceLiteral], limit: Int = 10) -> [String] {
    literals.compactMap { literal -> String? in
      guard case .string(let text) = literal, (1...2).contains(text.unicodeScalars.count) else { return nil }
      return text.allSatisfy { $0.isLetter || $0.isNumber } ? nil : text
    }.uniqued.prefix(limit).map { $0 }
  }

  /// What usually stands around something.
  private static let quotes: Set<String> = ["\"", "'", "`", "(", "[", "{", "<", "/", "*", "$", "%", "#"]

  /// Texts for a first round: each symbol in the places where it usually matters, and each pair in a few.
  static func texts(of symbols: [String], limit: Int = 40) -> [String] {
    guard !symbols.isEmpty else { return [] }
    let newlines = symbols.filter { $0.contains { $0.isNewline } }
    let newline = newlines.first ?? "\n"
    let quotes = symbols.filter(Self.quotes.contains)
    let separators = symbols.filter { !newlines.contains($0) && !quotes.contains($0) }
    let inline = quotes + separators
    let rows = (separators + quotes).prefix(3).map { "a\($0)b\(newline)1\($0)2\(newline)3\($0)4" }
    let wrapped = inline.map { "\($0)a b\($0)" }
    let single = symbols.map { "a\($0)b" }
    let pairs = inline.flatMap { outer in
      inline.filter { $0 != outer }.flatMap { inner in
        [
          "\(outer)a\(inner)b\(outer)\(inner)c\(newline)\(outer)1\(outer)\(inner)2",
          "\(outer)a\(outer)\(outer)b\(outer)\(inner)c",
          "a\(outer)b\(inner)c",
        ]
      }
    }
    // A quote that is doubled, that is closed before a line's end or a blank, and one that is closed too early.
    let separator = separators.first ?? ","
    let closed = quotes.flatMap { quote in
      [
        "a\(quote)\(quote)b", "\(quote)a\(quote)\(newline)\(quote)b\(quote)\(newline)",
        "\(quote)a\(quote) \(separator)b", "\(quote)a\(quote)b", "\(quote)a",
      ]
    }
    let edges = symbols.flatMap {
      ["\($0)a\(separator)b", "a\($0)", "a\($0)\($0)b", "\(newline)a\($0)b\(newline)"]
    }
    let more = newlines.dropFirst().flatMap { other in
      inline.prefix(1).map { "a\($0)b\(other)1\($0)2" }
    }
    return Array(interleaved([rows, closed, pairs, edges, wrapped, single, more]).uniqued.prefix(limit))
  }

  /// Texts for a second round: all orders of two symbols around and between letters, and closed pairs with something behind.
  static func moreTexts(of symbols: [String], limit: Int = 160) -> [String] {
    let pairs = symbols.flatMap { first in symbols.map { (first, $0) } }
    let close =
      pairs.map { "\($0)a\($0)\($1)b" } + pairs.map { "\($0)a\($0) \($1)b" } + pairs.map { "\($0)a\($0)b\($1)c" }
    let open = pairs.map { "a\($0)\($0)b\($1)c" } + pairs.map { "a\($0)b\($1)c\($0)" }
    let bare = pairs.map { "\($0)\($1)" } + pairs.map { " \($0) a \($1) " } + pairs.map { "a\($0)\($1)b" }
    let known = Set(texts(of: symbols, limit: .max))
    return Array(interleaved([close, open, bare]).uniqued.filter { !known.contains($0) }.prefix(limit))
  }
}
