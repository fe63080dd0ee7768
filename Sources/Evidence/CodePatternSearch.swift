internal import Redaction
internal import SourceCode
internal import SourceText

/// A piece of code that a rule looks for, outside strings and comments.
struct CodePattern: Sendable {
  let literal: String

  let languages: Set<Language>

  /// Looks at what stands around an occurrence; nil when the literal, not being part of a longer name, is enough.
  var condition: (@Sendable (_ file: ChangedFile, _ range: Range<Int>) -> Bool)?

  init(
    _ literal: String, _ languages: Set<Language>,
    where condition: (@Sendable (_ file: ChangedFile, _ range: Range<Int>) -> Bool)? = nil
  ) {
    self.literal = literal
    self.languages = languages
    self.condition = condition
  }
}

/// Finds the patterns of a rule that a change adds, all of them in one pass over a file.
struct CodePatternSearch: Sendable {
  struct Hit {
    let line: ChangedFile.Line
    let pattern: CodePattern
  }

  private let patterns: [CodePattern]
  private let search: LiteralSearch

  init(_ patterns: [CodePattern]) {
    self.patterns = patterns
    search = LiteralSearch(patterns.map(\.literal))
  }

  /// The first hit of each added line, without lines that only take the place of one removed in the same hunk, also
  /// when it said the same in other words (`@Ignore` for `@Disabled`).
  func added(in file: ChangedFile) -> [Hit] {
    guard let language = file.language else { return [] }
    var hits: [Hit] = []
    var removed: [Int: Int] = [:]
    var last = -1
    search.forEachMatch(in: file.code.span) { index, range in
      let pattern = patterns[index]
      guard pattern.languages.contains(language), standsAlone(range, in: file.code) else { return }
      let lineIndex = file.lineIndex(at: range.lowerBound)
      let line = file.lines[lineIndex]
      guard lineIndex != last, line.kind != .context, !line.isMinified else { return }
      guard pattern.condition?(file, range) ?? true else { return }
      last = lineIndex
      if line.kind == .added {
        hits.append(Hit(line: line, pattern: pattern))
      } else {
        removed[line.hunk, default: 0] += 1
      }
    }
    return hits.filter { hit in
      guard let count = removed[hit.line.hunk], count > 0 else { return true }
      removed[hit.line.hunk] = count - 1
      return false
    }
  }

  /// Whether an occurrence is no part of a longer name, and, if it begins with a name, no member of something.
  private func standsAlone(_ range: Range<Int>, in code: [UInt8]) -> Bool {
    if isNameByte(code[range.lowerBound]), range.lowerBound > 0 {
      let before = code[range.lowerBound - 1]
      if isNameByte(before) || before == UInt8(ascii: ".") || before == UInt8(ascii: "@") { return false }
    }
    guard isNameByte(code[range.upperBound - 1]), range.upperBound < code.count else { return true }
    return !isNameByte(code[range.upperBound])
  }
}

extension ChangedFile {
  /// Whether a string begins behind an occurrence: `fit("…"` is a test, `fit(model)` is not.
  @Sendable static func stringFollows(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    let index = file.skippingBlanks(range.upperBound, in: file.code)
    return index < file.code.count && "\"'`".utf8.contains(file.code[index])
  }

  /// Whether a statement is the first of a function, as far as the hunk shows.
  ///
  /// A test that skips itself there never runs; one that does so further down mostly has looked for something first.
  @Sendable static func isFirstStatement(_ file: ChangedFile, _ range: Range<Int>) -> Bool {
    let index = file.lineIndex(at: range.lowerBound)
    guard let before = file.line(before: index) else { return false }
    let isFirstOnLine =
      file.has("throw ", at: file.trimmed(file.lines[index].range).lowerBound, in: file.code)
      || file.trimmed(file.lines[index].range).lowerBound == range.lowerBound
    return isFirstOnLine
      && before.range.contains { offset in
        ["func ", "func(", "def ", "function "].contains { file.has($0, at: offset, in: file.code) }
      }
  }
}
