internal import SourceText

/// What a source text declares and which names it uses, told by its words alone.
///
/// No parser of the language stands behind it: strings and comments are blanked, then declarations are told by their
/// words (`func`, `class`, `name(...) {`) and scopes by their brackets or indentation. It is right about what people
/// write, wrong about some of what macros make, and linear in the text whatever that holds. What is declared inside of
/// functions is left out.
package struct SymbolExtraction: Hashable, Sendable {
  /// Limits against texts that nobody wrote by hand.
  package struct Limits: Hashable, Sendable {
    /// The most bytes that are looked at; the rest is passed over.
    package var size = 1 << 20
    /// The most declarations.
    package var definitions = 5_000
    /// The most different names that are counted.
    package var names = 20_000

    package init() {}
  }

  /// The declarations, in the order of the text.
  package let definitions: [Symbol]

  /// How often each name stands in the code, besides the places where it is declared.
  ///
  /// Keywords are among them: who joins the names with declarations needs no list of keywords.
  package let references: [String: Int]

  /// Whether a limit was met, so that something is missing.
  package let isPartial: Bool

  /// The longest name in bytes; what is longer is data.
  static let nameLimit = 128

  /// Looks through a text.
  ///
  /// - Parameters:
  ///   - text: the bytes of the file, in UTF-8 or nearly so.
  ///   - language: what it is written in.
  ///   - limits: when to stop.
  package init(of text: [UInt8], in language: Language, limits: Limits = Limits()) {
    let source = TokenizedSource(text.count > limits.size ? Array(text[..<limits.size]) : text, language)
    let drafts: [SymbolDraft]
    switch language {
    case .python, .ruby, .elixir:
      var scanner = IndentedDeclarations(source, limit: limits.definitions)
      drafts = scanner.scan()
    default:
      var scanner = BracketedDeclarations(source, limit: limits.definitions)
      drafts = scanner.scan()
    }
    var names: [String: Int] = [:]
    var isFull = false
    var declared = drafts.map(\.nameRange.lowerBound).sorted()[...]
    for token in source.tokens where token.kind == .name && token.range.count <= Self.nameLimit {
      while let next = declared.first, next < token.start { declared.removeFirst() }
      if declared.first == token.start { continue }
      let name = source.text(of: token)
      if names[name] != nil || names.count < limits.names { names[name, default: 0] += 1 } else { isFull = true }
    }
    definitions = SymbolDraft.symbols(drafts)
    references = names
    isPartial = text.count > limits.size || drafts.count >= limits.definitions || isFull
  }
}
