internal import Redaction
package import SourceCode
package import SourceText

/// A changed file as the rules look at it: one buffer of bytes for all its lines, and the same with strings and
/// comments blanked out.
///
/// It is made once for all rules, so that 100,000 lines are copied and lexed once, without a string for each line.
package struct ChangedFile: Sendable {
  package let change: FileChange

  package let language: Language?

  let role: FileRole

  /// The lines of all hunks, each followed by a line feed.
  let bytes: [UInt8]

  /// `bytes` with the content of strings and comments replaced by spaces; empty when the language is unknown.
  let code: [UInt8]

  let lines: [Line]

  /// One line of a hunk.
  struct Line: Sendable {
    let kind: DiffLine.Kind
    /// In the new file; in the old one for a removed line.
    let number: Int
    /// Its bytes, without the line feed.
    let range: Range<Int>
    let hunk: Int
    let lacksNewline: Bool
    /// Whether the line begins inside a string that spans lines.
    let startsInString: Bool

    /// Whether the line is longer than people write code, so that rules about code have nothing to say.
    var isMinified: Bool { range.count > 2000 }
  }

  package init(_ change: FileChange) {
    self.change = change
    let language = Language(path: change.path)
    self.language = language
    role = FileRole(path: change.path)

    var bytes: [UInt8] = []
    var code: [UInt8] = []
    var lines: [Line] = []
    for (hunkIndex, hunk) in change.hunks.enumerated() {
      // The old and the new side are lexed apart, beginning alike after each line that they share.
      var newLexer = language.map { LineLexer($0.syntax) }
      var oldLexer = newLexer
      for line in hunk.lines {
        let start = bytes.count
        bytes.append(contentsOf: line.text.utf8)
        let range = start..<bytes.count
        bytes.append(UInt8(ascii: "\n"))
        var startsInString = false
        if language != nil {
          code.append(contentsOf: bytes[start...])
          startsInString = (line.kind == .removed ? oldLexer : newLexer)?.isInString ?? false
          if line.kind == .removed { oldLexer?.blank(&code, range) } else { newLexer?.blank(&code, range) }
          if line.kind == .context { oldLexer = newLexer }
        }
        lines.append(
          Line(
            kind: line.kind, number: line.kind == .removed ? line.oldNumber : line.newNumber, range: range,
            hunk: hunkIndex, lacksNewline: line.lacksNewline, startsInString: startsInString))
      }
    }
    self.bytes = bytes
    self.code = code
    self.lines = lines
  }

  /// The index of the line that holds a byte.
  func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lines.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The place of a line, or of the lines from one to another of the same side.
  func location(_ first: Line, _ last: Line? = nil) -> Finding.Location {
    Finding.Location(
      path: change.path, lines: LineRange(first.number, (last ?? first).number),
      side: first.kind == .removed ? .old : .new)
  }

  /// A line's text for a finding's quotation: without white space around it, a very long one cut.
  func quote(_ line: Line) -> String {
    let text = String(decoding: bytes[trimmed(line.range).prefix(1000)], as: UTF8.self)
    return String(text.unicodeScalars.prefix(300))
  }

  /// A range without the blanks at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Whether the bytes at an offset are those of a literal.
  func has(_ literal: String, at offset: Int, in buffer: [UInt8]) -> Bool {
    guard offset >= 0, offset + literal.utf8.count <= buffer.count else { return false }
    return buffer[offset...].starts(with: literal.utf8)
  }

  /// The first offset at or after `offset` whose byte is no blank.
  func skippingBlanks(_ offset: Int, in buffer: [UInt8]) -> Int {
    var index = offset
    while index < buffer.count, buffer[index] == UInt8(ascii: " ") || buffer[index] == UInt8(ascii: "\t") { index += 1 }
    return index
  }

  /// The line before a line, in the same hunk and on the same side; nil when none is near.
  func line(before index: Int) -> Line? {
    let near = lines[max(0, index - Self.reach)..<index]
    return near.last { $0.hunk == lines[index].hunk && isOnSide(of: lines[index], $0) }
  }

  /// The line after a line, in the same hunk and on the same side; nil when none is near.
  func line(after index: Int) -> Line? {
    let near = lines[(index + 1)..<min(lines.count, index + Self.reach)]
    return near.first { $0.hunk == lines[index].hunk && isOnSide(of: lines[index], $0) }
  }

  /// How many lines of the other side a look at the neighbour skips; bounded, so that no change takes quadratic time.
  private static let reach = 64

  private func isOnSide(of line: Line, _ other: Line) -> Bool {
    line.kind == .removed ? other.kind != .added : other.kind != .removed
  }
}
