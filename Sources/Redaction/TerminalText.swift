/// Makes foreign text safe to print on a terminal or in a log.
///
/// What a repository, a model or a server says may hold escape sequences that move the cursor, set the title or write
/// to the clipboard, and characters that nobody sees. Each is replaced by a visible form: `\r`, `\x1b`, `\u{202E}`. The
/// backslash itself is left alone, so the result is for reading, not for reading back.
package enum TerminalText {
  /// The text with every hidden character in visible form.
  ///
  /// - Parameters:
  ///   - text: any text.
  ///   - keepingNewlines: whether line feeds stay; otherwise they become `\n`, and tabs `\t`.
  package static func escaped(_ text: String, keepingNewlines: Bool = true) -> String {
    guard needsEscaping(text, keepingNewlines: keepingNewlines) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if let form = visibleForm(of: scalar, keepingNewlines: keepingNewlines) {
        result += form
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text on one line, for names and messages.
  ///
  /// - Parameters:
  ///   - text: any text; of a long one only the beginning is looked at.
  ///   - limit: the most Unicode scalars that the result may have, at least 1; what is cut off is shown by `…`.
  package static func singleLine(_ text: String, limit: Int = 200) -> String {
    let limit = max(1, limit)
    var pieces: [String] = []
    var lengths = 0
    for scalar in text.unicodeScalars {
      let piece = visibleForm(of: scalar, keepingNewlines: false) ?? String(scalar)
      pieces.append(piece)
      lengths += piece.unicodeScalars.count
      if lengths > limit { break }
    }
    guard lengths > limit else { return pieces.joined() }
    // Whole forms go, so that no half of an escape is left, until there is room for the ellipsis.
    while let last = pieces.last, lengths > limit - 1 {
      lengths -= last.unicodeScalars.count
      pieces.removeLast()
    }
    return pieces.joined() + "…"
  }

  private static func needsEscaping(_ text: String, keepingNewlines: Bool) -> Bool {
    let isPlain = text.utf8.allSatisfy { byte in
      (byte >= 0x20 && byte < 0x7F) || (keepingNewlines && (byte == 0x0A || byte == 0x09))
    }
    if isPlain { return false }
    return text.unicodeScalars.contains { visibleForm(of: $0, keepingNewlines: keepingNewlines) != nil }
  }

  /// What to print for a scalar; nil when it may stand for itself.
  private static func visibleForm(of scalar: Unicode.Scalar, keepingNewlines: Bool) -> String? {
    switch scalar {
    case "\n": return keepingNewlines ? nil : "\\n"
    case "\t": return keepingNewlines ? nil : "\\t"
    case "\r": return "\\r"
    default: break
    }
    guard HiddenCharacter(scalar) != nil else { return nil }
    let digits = String(scalar.value, radix: 16)
    guard scalar.isASCII else { return "\\u{\(digits.uppercased())}" }
    return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
  }
}
