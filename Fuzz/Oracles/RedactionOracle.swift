internal import Redaction

/// `Redactor` and `TerminalText`: what is known to be secret does not get through, and what drives a terminal neither.
///
/// The input is a secret, a line feed and a text, in which the bytes 1 to 4 stand for the secret as it is, in base64, with
/// percent signs, and in JSON. Redacted, the text holds the secret in none of these forms outside the placeholders; redacted
/// again, it stays as it is. Escaped, it has no control, bidirectional or invisible character.
package struct RedactionOracle: Sendable {
  /// Takes a secret out of a text.
  package typealias Redaction = @Sendable (_ secret: String, _ text: String) -> String
  package typealias Escaping = @Sendable (_ text: String, _ keepingNewlines: Bool) -> String

  private let redact: Redaction
  private let escape: Escaping

  package init(
    redact: @escaping Redaction = { Redactor(knownSecrets: [$0]).redact($1) },
    escape: @escaping Escaping = { TerminalText.escaped($0, keepingNewlines: $1) }
  ) {
    self.redact = redact
    self.escape = escape
  }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let secret = String(validating: parts[0], as: UTF8.self) else { return }
    // A secret that ends as a placeholder begins stands there again with each placeholder, though nothing of it is left.
    if secret.unicodeScalars.contains("‹") { return try checkEscaping(of: String(decoding: parts[1], as: UTF8.self)) }
    let forms = SecretForm.all(of: Array(parts[0]))
    let text = String(
      decoding: parts[1].flatMap { (1...4).contains($0) ? forms[Int($0) - 1] : [$0] }, as: UTF8.self)
    let redacted = try ProcessorTime.bounded(
      "redacting \(text.utf8.count) bytes", microseconds: 100 * text.utf8.count + 1000 * secret.utf8.count
    ) { () throws(Violation) in redact(secret, text) }
    try require(
      redact(secret, redacted) == redacted, "\(shown(text)) becomes \(shown(redacted)), which becomes something else")
    if parts[0].count >= 6 {
      for piece in SecretForm.piecesOutsidePlaceholders(Array(redacted.utf8)) {
        for form in forms where form.count >= 6 {
          try require(
            !holds(piece, form), "\(shown(redacted)) still holds \(shown(String(decoding: form, as: UTF8.self)))")
        }
      }
    }
    try checkEscaping(of: text)
  }

  private func checkEscaping(of text: String) throws(Violation) {
    for keepingNewlines in [true, false] {
      let escaped = escape(text, keepingNewlines)
      try require(
        escaped.unicodeScalars.allSatisfy { isVisible($0) || (keepingNewlines && ($0 == "\n" || $0 == "\t")) },
        "\(shown(text)) is shown as \(shown(escaped))")
      try require(escape(escaped, keepingNewlines) == escaped, "\(shown(escaped)) is escaped twice")
      let isPlain = text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
      try require(!isPlain || escaped == text, "\(shown(text)) is plain, and is changed")
    }
    let line = TerminalText.singleLine(text, limit: 20)
    try require(
      line.unicodeScalars.count <= 20 && line.unicodeScalars.allSatisfy(isVisible), "\(shown(line)) is no line")
  }

  /// Whether a character neither drives a terminal nor turns the text around, by the properties that Swift knows of it.
  private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if [0xFE0E, 0xFE0F].contains(scalar.value) { return true }
    return !properties.isBidiControl && !properties.isDefaultIgnorableCodePoint
      && ![.control, .lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
  }

  private func holds(_ text: ArraySlice<UInt8>, _ form: [UInt8]) -> Bool {
    text.indices.contains { text[$0...].starts(with: form) }
  }

  private func shown(_ text: String) -> String { String(reflecting: text) }
}
