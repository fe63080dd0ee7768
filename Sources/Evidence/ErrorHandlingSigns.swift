internal import Redaction
internal import SourceCode
internal import SourceText

/// A sign of how code treats errors.
enum ErrorHandlingSign: Hashable, Sendable {
  case forcedTry, handledTry
  case forcedCast, conditionalCast
  case forcedUnwrap, optionalHandling
  case panickingUnwrap, questionMark
  case discardedError, errorCheck
  case emptyHandler
}

/// How often each sign stands in a block of neighbouring removed and added lines.
struct ErrorHandlingSigns {
  private var gains: [ErrorHandlingSign: Int] = [:]

  /// By sign, the first added line that has it.
  private(set) var firstAdded: [ErrorHandlingSign: ChangedFile.Line] = [:]

  private(set) var firstRemoved: ChangedFile.Line?

  /// How many more of a sign there are after the change than before; negative when there are fewer.
  func gain(of sign: ErrorHandlingSign) -> Int { gains[sign, default: 0] }

  /// The tallies of all blocks that have a sign, from the top of the file down.
  static func tallies(in file: ChangedFile, _ language: Language) -> [ErrorHandlingSigns] {
    var blocks: [Int: ErrorHandlingSigns] = [:]
    let blockOfLine = blockNumbers(file)
    search.forEachMatch(in: file.code.span) { index, range in
      let lineIndex = file.lineIndex(at: range.lowerBound)
      let line = file.lines[lineIndex]
      guard line.kind != .context, !line.isMinified, let sign = sign(ofLiteral: index, language, file, range) else {
        return
      }
      blocks[blockOfLine[lineIndex], default: ErrorHandlingSigns()].count(sign, line)
    }
    return blocks.sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func count(_ sign: ErrorHandlingSign, _ line: ChangedFile.Line) {
    gains[sign, default: 0] += line.kind == .added ? 1 : -1
    if line.kind == .added {
      if firstAdded[sign] == nil { firstAdded[sign] = line }
    } else if firstRemoved == nil {
      firstRemoved = line
    }
  }

  /// By line, the number of the block that it belongs to; context lines and hunks divide blocks.
  private static func blockNumbers(_ file: ChangedFile) -> [Int] {
    var number = 0
    var hunk = 0
    return file.lines.map { line in
      if line.kind == .context || line.hunk != hunk { number += 1 }
      hunk = line.hunk
      return number
    }
  }

  private static let literals = [
    "try", "as!", "as?", "!", "if let ", "guard let ", "??", "?.", ".unwrap()", ".expect(", "?", "_ =", "_ :=",
    "err != nil", "catch", "except", "Err(",
  ]

  private static let search = LiteralSearch(literals)

  /// What an occurrence means in a language; nil when nothing.
  private static func sign(
    ofLiteral index: Int, _ language: Language, _ file: ChangedFile, _ range: Range<Int>
  ) -> ErrorHandlingSign? {
    let code = file.code
    let before = range.lowerBound > 0 ? code[range.lowerBound - 1] : 0
    let after = range.upperBound < code.count ? code[range.upperBound] : 0
    let isWord = !isNameByte(before) && !isNameByte(after)
    switch (literals[index], language) {
    case ("try", .swift): return isWord ? (after == UInt8(ascii: "!") ? .forcedTry : .handledTry) : nil
    case ("as!", .swift): return isNameByte(before) ? nil : .forcedCast
    case ("as?", .swift): return isNameByte(before) ? nil : .conditionalCast
    case ("!", .swift): return isForcedUnwrap(file, range, before, after) ? .forcedUnwrap : nil
    case ("if let ", .swift), ("guard let ", .swift), ("??", .swift), ("?.", .swift): return .optionalHandling
    case (".unwrap()", .rust), (".expect(", .rust): return .panickingUnwrap
    case ("?", .rust):
      let endsExpression = before == UInt8(ascii: ")") || before == UInt8(ascii: "]") || isNameByte(before)
      return endsExpression && ";.,) \n".utf8.contains(after) ? .questionMark : nil
    // An arm of a `match` can hand the error on as the question mark did; the one that goes may as well have panicked.
    case ("Err(", .rust):
      let isAdded = file.lines[file.lineIndex(at: range.lowerBound)].kind == .added
      return isAdded && !isNameByte(before) ? .questionMark : nil
    case ("_ =", .go), ("_ :=", .go):
      return isDiscardedResult(file, range, before) ? .discardedError : nil
    case ("err != nil", .go): return .errorCheck
    case ("except", .python): return isWord && PythonHandler.isEmpty(file, at: range) ? .emptyHandler : nil
    case ("catch", _) where isWord && ![.go, .python, .ruby, .rust].contains(language):
      return BraceHandler.isEmpty(file, at: range) ? .emptyHandler : nil
    default: return nil
    }
  }

  /// Whether an exclamation mark follows an expression, and is no operator, `try!` or `as!`.
  private static func isForcedUnwrap(_ file: ChangedFile, _ range: Range<Int>, _ before: UInt8, _ after: UInt8) -> Bool
  {
    guard isNameByte(before) || before == UInt8(ascii: ")") || before == UInt8(ascii: "]") else { return false }
    guard after != UInt8(ascii: "="), after != UInt8(ascii: "(") || before != UInt8(ascii: "]") else { return false }
    var start = range.lowerBound
    while start > 0, isNameByte(file.code[start - 1]) { start -= 1 }
    let word = file.code[start..<range.lowerBound]
    return !word.elementsEqual("try".utf8) && !word.elementsEqual("as".utf8)
  }

  /// Whether the last result of a Go call goes to the blank name: `x, _ := f()`, `_ = f()`.
  private static func isDiscardedResult(_ file: ChangedFile, _ range: Range<Int>, _ before: UInt8) -> Bool {
    guard
      before == UInt8(ascii: " ") || before == UInt8(ascii: "\t") || before == UInt8(ascii: ",")
        || before == UInt8(ascii: "\n")
    else { return false }
    let line = file.lines[file.lineIndex(at: range.lowerBound)].range
    let rest = file.code[range.upperBound..<line.upperBound]
    let isRange = file.has(" range ", at: range.upperBound, in: file.code)
    return rest.contains(UInt8(ascii: "(")) && !isRange
  }
}
