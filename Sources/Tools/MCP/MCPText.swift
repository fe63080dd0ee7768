internal import Redaction

/// What a server says, made fit for a model: nothing hidden in it, and no more of it than is of use.
enum MCPText {
  /// Scalars of a tool's description; a server could fill the model's window with it.
  static let descriptionLimit = 1_024

  /// Scalars of a description inside a schema.
  static let fieldLimit = 300

  /// Bytes of one answer, as of any other tool.
  static let answerLimit = BoundedText.sizeLimit

  /// The text without the characters that nobody sees, cut at a limit of scalars.
  static func cleaned(_ text: String, limit: Int) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars where !isHidden(scalar) {
      guard count < limit else { return result + "…" }
      result.unicodeScalars.append(scalar)
      count += 1
    }
    return result
  }

  /// Whether there is a character in a text that nobody sees.
  static func hasHidden(_ text: String) -> Bool { text.unicodeScalars.contains(where: isHidden) }

  /// An answer: its hidden characters shown, and of a long one the beginning and the end.
  static func answer(_ text: String) -> String {
    let text = TerminalText.escaped(text)
    guard text.utf8.count > answerLimit else { return text }
    let half = answerLimit / 2
    let head = String(decoding: text.utf8.prefix(half), as: UTF8.self)
    let tail = String(decoding: text.utf8.suffix(half), as: UTF8.self)
    return "\(head)\n[... \(text.utf8.count - 2 * half) bytes left out ...]\n\(tail)"
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool { HiddenCharacter(scalar) != nil }
}
