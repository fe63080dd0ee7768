extension Language {
  /// How a language writes comments and strings, as far as one line at a time can tell.
  package struct Syntax: Sendable {
    struct StringForm: Sendable {
      let opening: [UInt8]
      let closing: [UInt8]
      let spansLines: Bool
      var hasEscapes = true
    }

    package private(set) var lineComments: [[UInt8]] = []
    package private(set) var blockComment: (opening: [UInt8], closing: [UInt8])?
    var blockCommentsNest = false
    /// Longer openings first.
    var strings: [StringForm] = []
    /// An apostrophe may begin a lifetime as well as a character (Rust).
    var hasLifetimes = false
    /// A slash may begin a regular expression (JavaScript).
    var hasRegexLiterals = false

    /// By byte: whether a comment or a string may begin with it.
    let isOpening: [Bool]

    init(
      lineComments: [String] = ["//"], hasBlockComments: Bool = true, blockCommentsNest: Bool = false,
      strings: [StringForm], hasLifetimes: Bool = false, hasRegexLiterals: Bool = false
    ) {
      self.lineComments = lineComments.map { Array($0.utf8) }
      blockComment = hasBlockComments ? (Array("/*".utf8), Array("*/".utf8)) : nil
      self.blockCommentsNest = blockCommentsNest
      self.strings = strings
      self.hasLifetimes = hasLifetimes
      self.hasRegexLiterals = hasRegexLiterals
      var table = [Bool](repeating: false, count: 256)
      for first in self.lineComments.compactMap(\.first) + strings.compactMap(\.opening.first) {
        table[Int(first)] = true
      }
      if hasBlockComments || hasRegexLiterals { table[Int(UInt8(ascii: "/"))] = true }
      if hasLifetimes { table[Int(UInt8(ascii: "'"))] = true }
      isOpening = table
    }
  }

  /// The comments and strings of the language.
  package var syntax: Syntax { Self.syntaxes[self] ?? Self.plain }

  private static func string(_ quote: String, spansLines: Bool = false, hasEscapes: Bool = true) -> Syntax.StringForm {
    Syntax.StringForm(
      opening: Array(quote.utf8), closing: Array(quote.utf8), spansLines: spansLines, hasEscapes: hasEscapes)
  }

  private static let double = string("\"")
  private static let single = string("'")
  private static let tripleDouble = string("\"\"\"", spansLines: true)
  private static let tripleSingle = string("'''", spansLines: true)
  private static let backtick = string("`", spansLines: true)
  private static let rawBacktick = string("`", spansLines: true, hasEscapes: false)

  private static let plain = Syntax(strings: [double, single])

  private static let syntaxes: [Language: Syntax] = [
    .cSharp: Syntax(strings: [tripleDouble, double, single]),
    .dart: Syntax(strings: [tripleDouble, tripleSingle, double, single]),
    .elixir: Syntax(
      lineComments: ["#"], hasBlockComments: false, strings: [tripleDouble, tripleSingle, double, single]),
    .go: Syntax(strings: [double, single, rawBacktick]),
    .groovy: Syntax(strings: [tripleDouble, tripleSingle, double, single]),
    .java: Syntax(strings: [tripleDouble, double, single]),
    .javaScript: Syntax(strings: [double, single, backtick], hasRegexLiterals: true),
    .kotlin: Syntax(blockCommentsNest: true, strings: [tripleDouble, double, single]),
    .php: Syntax(lineComments: ["//", "#"], strings: [double, single]),
    .python: Syntax(
      lineComments: ["#"], hasBlockComments: false, strings: [tripleDouble, tripleSingle, double, single]),
    .ruby: Syntax(lineComments: ["#"], hasBlockComments: false, strings: [double, single, string("`")]),
    .rust: Syntax(blockCommentsNest: true, strings: [double], hasLifetimes: true),
    .scala: Syntax(blockCommentsNest: true, strings: [tripleDouble, double]),
    .shell: Syntax(lineComments: ["#"], hasBlockComments: false, strings: [double, string("'", hasEscapes: false)]),
    .swift: Syntax(blockCommentsNest: true, strings: [tripleDouble, double]),
  ]
}
