/// A word or a mark of code.
struct CodeToken {
  enum Kind: UInt8 {
    case name
    case number
    /// One byte that is neither: brackets, operators, quotes.
    case mark
  }

  let start: Int
  let end: Int
  /// From 1.
  let line: Int
  let kind: Kind

  var range: Range<Int> { start..<end }
}

/// A text with its words and marks; strings and comments are none.
struct TokenizedSource {
  let language: Language
  let bytes: [UInt8]
  let tokens: [CodeToken]
  /// By line from 1, whether it begins inside of a string.
  let beginsInString: Set<Int>

  init(_ bytes: [UInt8], _ language: Language) {
    var code = bytes
    var lexer = LineLexer(language.syntax)
    var tokens: [CodeToken] = []
    var inString: Set<Int> = []
    // A quotation mark of names: func `a b`().
    let quote: UInt8? = language == .swift || language == .kotlin || language == .scala ? UInt8(ascii: "`") : nil
    var (start, line) = (0, 1)
    for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
      if lexer.isInString { inString.insert(line) }
      lexer.blank(&code, start..<index)
      Self.tokenize(code, start..<index, line, quote, into: &tokens)
      start = index + 1
      line += 1
    }
    self.language = language
    self.bytes = code
    self.tokens = tokens
    beginsInString = inString
  }

  func text(of token: CodeToken) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  /// The byte of a mark; nil for names, numbers and places outside.
  func mark(_ index: Int) -> UInt8? {
    guard tokens.indices.contains(index), tokens[index].kind == .mark else { return nil }
    return bytes[tokens[index].start]
  }

  func isMark(_ index: Int, _ character: Character) -> Bool {
    mark(index) == character.asciiValue
  }

  /// The text of a name; nil for marks, numbers and places outside.
  func name(_ index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .name,
      tokens[index].range.count <= SymbolExtraction.nameLimit
    else { return nil }
    return text(of: tokens[index])
  }

  private static func tokenize(
    _ code: [UInt8], _ line: Range<Int>, _ number: Int, _ quote: UInt8?, into tokens: inout [CodeToken]
  ) {
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = code[index]
      let start = index
      if isBlank(byte) {
        index += 1
      } else if isNameByte(byte) {
        while index < line.upperBound, isNameByte(code[index]) { index += 1 }
        let isNumber = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        tokens.append(CodeToken(start: start, end: index, line: number, kind: isNumber ? .number : .name))
      } else if byte == quote, let close = code[(index + 1)..<line.upperBound].firstIndex(of: byte), close > index + 1 {
        tokens.append(CodeToken(start: start + 1, end: close, line: number, kind: .name))
        index = close + 1
      } else {
        tokens.append(CodeToken(start: start, end: start + 1, line: number, kind: .mark))
        index += 1
      }
    }
  }
}
