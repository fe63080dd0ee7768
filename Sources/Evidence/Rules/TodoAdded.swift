internal import Redaction
internal import SourceCode
package import SourceText

/// Reports notes of unfinished work in comments that a change adds.
package struct TodoAdded: ChangeRule {
  package static let description = RuleDescription(
    id: "todo-added", title: "Note of unfinished work added",
    rationale: """
      What a comment puts off is forgotten unless it is also written down where work is planned. Many good changes add \
      such notes, so the rule runs only when it is asked for.
      """,
    category: .maintainability, severity: .note, confidence: 0.95, isOnByDefault: false)

  package init() {}

  package func findings(in change: WholeChange, omissions: inout [Omission]) async throws -> [Finding] {
    var hits: [(file: ChangedFile, word: Int, line: ChangedFile.Line)] = []
    var gone: [[UInt8]: Int] = [:]
    var replaced: [Place: Int] = [:]
    for file in change.files where file.language != nil && !file.role.isGenerated {
      var lastLine = -1
      Self.search.forEachMatch(in: file.bytes.span) { word, range in
        let index = file.lineIndex(at: range.lowerBound)
        let line = file.lines[index]
        guard line.kind != .context, index != lastLine, !line.isMinified else { return }
        guard Self.isWord(range, in: file.bytes), Self.isInComment(range, of: line, in: file) else { return }
        lastLine = index
        if line.kind == .added {
          hits.append((file, word, line))
        } else {
          gone[Array(file.bytes[file.trimmed(line.range)]), default: 0] += 1
          replaced[Place(path: file.change.path, hunk: line.hunk, word: word), default: 0] += 1
        }
      }
    }
    return hits.compactMap { file, word, line in
      // Moved lines first, from wherever; then those that take the place of one in the same hunk.
      if Self.take(Array(file.bytes[file.trimmed(line.range)]), from: &gone) { return nil }
      if Self.take(Place(path: file.change.path, hunk: line.hunk, word: word), from: &replaced) { return nil }
      return Self.description.finding(
        at: file.location(line), quote: file.quote(line), title: "\(Self.words[word]) added",
        explanation: "The comment puts off work that nothing else may remember.",
        suggestion: "Do it now, or name in the comment where the work is planned.")
    }
  }

  private static let words = ["TODO", "FIXME", "XXX", "HACK"]

  private static let search = LiteralSearch(words)

  private struct Place: Hashable {
    let path: RelativePath
    let hunk: Int
    let word: Int
  }

  private static func take<Key>(_ key: Key, from counts: inout [Key: Int]) -> Bool {
    guard let count = counts[key], count > 0 else { return false }
    counts[key] = count - 1
    return true
  }

  private static func isWord(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    if range.lowerBound > 0, isNameByte(bytes[range.lowerBound - 1]) || bytes[range.lowerBound - 1] == UInt8(ascii: "-")
    {
      return false
    }
    // `XXX-123` is a number of something.
    return range.upperBound >= bytes.count
      || !(isNameByte(bytes[range.upperBound]) || bytes[range.upperBound] == UInt8(ascii: "-"))
  }

  /// Whether what was blanked out of the code at a place is a comment, not the content of a string.
  private static func isInComment(_ range: Range<Int>, of line: ChangedFile.Line, in file: ChangedFile) -> Bool {
    guard file.code[range].allSatisfy({ $0 == UInt8(ascii: " ") }), !line.startsInString, let language = file.language
    else { return false }
    let before = line.range.lowerBound..<range.lowerBound
    guard let last = file.code[before].lastIndex(where: { !isBlank($0) }) else { return true }
    // A comment begins right behind the last code before it; a string begins with a quote, which is code.
    let start = file.skippingBlanks(last + 1, in: file.bytes)
    let syntax = language.syntax
    let openings = syntax.lineComments + (syntax.blockComment.map { [$0.opening] } ?? [])
    guard openings.contains(where: { file.bytes[start...].starts(with: $0) }) else { return false }
    let quote = file.code[last]
    guard "\"'`".utf8.contains(quote) else { return true }
    return file.code[before].count { $0 == quote }.isMultiple(of: 2)
  }
}
