internal import SourceCode
internal import SourceText

/// A function, type or constant that other files can use, declared at the top level of a file.
struct TopLevelDeclaration {
  let name: Range<Int>
  let isType: Bool

  /// The declaration that a line begins with; nil when there is none, or it is not for other files.
  ///
  /// - Parameters:
  ///   - code: the line's buffer, without strings and comments.
  ///   - line: the line, which begins at the left margin when it is at the top level.
  init?(in code: [UInt8], _ line: Range<Int>, _ language: Language) {
    guard let first = code[line].first, isNameByte(first) || first == UInt8(ascii: "#") else { return nil }
    let tokens = Self.tokens(in: code, line)
    var index = 0
    var isExported = false
    while index < tokens.count, Self.modifiers.contains(Self.text(tokens[index], code)) {
      let modifier = Self.text(tokens[index], code)
      if Self.hiding.contains(modifier) { return nil }
      isExported = isExported || modifier == "export" || modifier == "pub"
      index += 1
      // `pub(crate)`.
      if modifier == "pub", index + 2 < tokens.count, code[tokens[index].lowerBound] == UInt8(ascii: "(") { index += 3 }
    }
    // JavaScript's and Rust's declarations are for other files only when they say so.
    guard isExported || (language != .javaScript && language != .rust) else { return nil }
    guard let found = Self.name(tokens[index...], code, line, language) else { return nil }
    name = found.name
    isType = found.isType
    guard Self.isForOthers(code, name, language) else { return nil }
  }

  private static func name(
    _ tokens: ArraySlice<Range<Int>>, _ code: [UInt8], _ line: Range<Int>, _ language: Language
  ) -> (name: Range<Int>, isType: Bool)? {
    var rest = tokens
    var word: String?
    // `const enum`, `enum class`, `const fn`.
    while let token = rest.first, declaringWords.contains(text(token, code)) {
      word = text(token, code)
      rest = rest.dropFirst()
    }
    guard let first = rest.first else { return nil }
    if let word, isNameByte(code[first.lowerBound]), language != .c || typeWords.contains(word) {
      // C also begins functions with `struct name *`.
      let isWhole = language != .c || code[line].last { !isBlank($0) } == UInt8(ascii: "{")
      return isWhole ? (first, typeWords.contains(word)) : nil
    }
    let others = rest.dropFirst().prefix(2).map { code[$0.lowerBound] }
    if language == .python, word == nil, others.count == 2, others[0] == UInt8(ascii: "="),
      others[1] != UInt8(ascii: "=")
    {
      return (first, false)
    }
    return unmarkedFunction(tokens, code, language).map { ($0, false) }
  }

  /// C and Dart have no word before a function: `int parse(const char *text)`.
  private static func unmarkedFunction(
    _ tokens: ArraySlice<Range<Int>>, _ code: [UInt8], _ language: Language
  ) -> Range<Int>? {
    guard language == .c || language == .dart,
      let bracket = tokens.firstIndex(where: { code[$0.lowerBound] == UInt8(ascii: "(") }),
      bracket >= tokens.startIndex + 2,
      !tokens[..<bracket].contains(where: { "=.:#".utf8.contains(code[$0.lowerBound]) }),
      isNameByte(code[tokens[bracket - 1].lowerBound]), !statements.contains(text(tokens[tokens.startIndex], code))
    else { return nil }
    return tokens[bracket - 1]
  }

  private static func isForOthers(_ code: [UInt8], _ name: Range<Int>, _ language: Language) -> Bool {
    let first = code[name.lowerBound]
    guard name.count >= 4, first != UInt8(ascii: "_"), !CodeNames.isDigit(first) else { return false }
    if language == .go { return first >= 0x41 && first <= 0x5A }
    return text(name, code) != "main" && !CodeKeywords.words.contains(text(name, code))
  }

  private static let modifiers: Set<String> = [
    "abstract", "actual", "async", "case", "data", "declare", "default", "expect", "export", "extern", "fileprivate",
    "final", "implicit", "indirect", "infix", "inline", "inner", "internal", "isolated", "lazy", "nonisolated", "open",
    "override", "package", "partial", "private", "protected", "pub", "public", "readonly", "sealed", "static",
    "strictfp", "suspend", "synchronized", "unsafe", "value",
  ]

  /// `default` hides the name too: each importing file chooses one.
  private static let hiding: Set<String> = ["default", "fileprivate", "private", "protected", "static"]

  private static let typeWords: Set<String> = [
    "actor", "class", "defmodule", "enum", "interface", "module", "object", "protocol", "record", "struct", "trait",
    "type",
    "typealias", "typedef", "union",
  ]

  private static let declaringWords: Set<String> = typeWords.union([
    "const", "def", "fn", "fun", "func", "function", "let", "val", "var",
  ])

  private static let statements: Set<String> = ["else", "if", "return", "switch", "typedef", "while"]

  private static func text(_ token: Range<Int>, _ code: [UInt8]) -> String {
    String(decoding: code[token], as: UTF8.self)
  }

  /// Names, and single bytes of the rest, at most 24 of them.
  private static func tokens(in code: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var index = line.lowerBound
    while index < line.upperBound, tokens.count < 24 {
      let start = index
      while index < line.upperBound, isNameByte(code[index]) { index += 1 }
      if index == start { index += 1 }
      if !isBlank(code[start]) { tokens.append(start..<index) }
    }
    return tokens
  }
}
