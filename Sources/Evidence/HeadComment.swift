internal import SourceText

/// The comment that a file begins with, where it says who owns it and what wrote it.
///
/// It is told by the marks that most languages share, so that it also works for languages that `Language` does not know.
struct HeadComment: Sendable {
  struct Line: Sendable {
    /// Counted from 1.
    let number: Int
    /// Without white space around it.
    let text: Substring
  }

  /// The lines of the first comment, and of others that follow with nothing but blank lines between.
  let lines: [Line]

  /// How many lines of a file are looked at.
  static let maximumLines = 80

  /// How many bytes of a file are looked at.
  static let maximumBytes = 16_384

  init(of text: String) {
    var lines: [Line] = []
    var closing: String?
    for (index, raw) in TextLines.split(Self.beginning(of: text)).prefix(Self.maximumLines).enumerated() {
      let line = raw.trimmed
      if let mark = closing {
        lines.append(Line(number: index + 1, text: line))
        if line.contains(mark) { closing = nil }
        continue
      }
      if line.isEmpty || Self.isPreamble(line) { continue }
      if let block = Self.blocks.first(where: { line.hasPrefix($0.opening) }) {
        lines.append(Line(number: index + 1, text: line))
        if !line.dropFirst(block.opening.count).contains(block.closing) { closing = block.closing }
      } else if Self.isLineComment(line) {
        lines.append(Line(number: index + 1, text: line))
      } else {
        break
      }
    }
    self.lines = lines
  }

  /// The part of a text that is looked at.
  static func beginning(of text: String) -> String {
    String(decoding: text.utf8.prefix(maximumBytes), as: UTF8.self)
  }

  private static let blocks: [(opening: String, closing: String)] = [
    ("/*", "*/"), ("<!--", "-->"), ("\"\"\"", "\"\"\""), ("'''", "'''"), ("{-", "-}"), ("(*", "*)"), ("{#", "#}"),
    ("<#", "#>"), ("=begin", "=end"), ("{{/*", "*/}}"),
  ]

  /// What may stand before a file's first comment: not a comment, and not yet the content.
  private static func isPreamble(_ line: Substring) -> Bool {
    let beginnings = ["#!", "<?", "<!DOCTYPE", "<!doctype", "\u{FEFF}", "%YAML", "---", "@echo off", "'use ", "\"use "]
    return beginnings.contains { line.hasPrefix($0) }
  }

  private static func isLineComment(_ line: Substring) -> Bool {
    if ["//", "--", ";", "%", "dnl ", "REM ", "rem ", ".. ", "\" "].contains(where: { line.hasPrefix($0) }) {
      return true
    }
    // `#include` and `#[derive]` are code.
    let rest = line.drop { $0 == "#" }
    return line.hasPrefix("#") && (rest.first.map { $0 == " " || $0 == "\t" || $0 == "@" } ?? true)
  }
}

extension Substring {
  /// Without white space at its ends.
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
