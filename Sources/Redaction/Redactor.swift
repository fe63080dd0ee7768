/// Takes secrets out of text on its way to any sink: terminal, log, transcript, report, prompt.
///
/// It replaces the secrets that it was given, in the encodings in which they may turn up, and what `SecretScanner`
/// recognises. Redaction is a net under the other measures, not a proof that nothing gets out.
package struct Redactor: Sendable {
  private let search: LiteralSearch

  /// By literal of `search`, the known secret it is a form of; the first literal is a placeholder's opening.
  private let secretOfLiteral: [Int]

  private let ordinals = PlaceholderOrdinals()

  /// Makes a redactor; copies of it share the numbers of their placeholders.
  ///
  /// - Parameter knownSecrets: values to replace wherever they stand. Those shorter than 6 bytes are left out, since
  ///   they would be found by chance.
  package init(knownSecrets: [String] = []) {
    var literals = [RedactionPlaceholder.opening]
    var secrets = [-1]
    for (index, secret) in Set(knownSecrets).sorted().enumerated() {
      for form in KnownSecretForms.all(of: secret) {
        literals.append(String(decoding: form, as: UTF8.self))
        secrets.append(index)
      }
    }
    search = LiteralSearch(literals)
    secretOfLiteral = secrets
  }

  /// The text with each secret replaced by a placeholder such as `‹REDACTED:github-token:1›`.
  ///
  /// Equal secrets get equal placeholders in all texts that this redactor sees, and a redacted text stays as it is.
  package func redact(_ text: String) -> String {
    var text = text
    // A placeholder can uncover a secret that ran into the one before it, so look again; each turn leaves less to find.
    for _ in 0..<8 {
      guard let next = pass(over: text) else { break }
      text = next
    }
    return text
  }

  /// The text as a message for a person: without secrets, and with every hidden character in visible form.
  ///
  /// Whatever is said on the standard error passes here.
  package func message(_ text: String) -> String { TerminalText.escaped(redact(text)) }

  /// The text with the secrets that this redactor was given replaced, and nothing else.
  ///
  /// For a finished document, such as a report in JSON: what a scanner takes for a secret might reach over its syntax.
  package func maskingKnown(in text: String) -> String {
    guard hasKnownSecrets else { return text }
    return text.utf8.withContiguousStorageIfAvailable { redacted($0.span, isRecognising: false) ?? text }
      ?? redacted(Array(text.utf8).span, isRecognising: false) ?? text
  }

  /// The bytes with an asterisk for each byte of the secrets that this redactor was given, so that lengths and cuts stay
  /// what they were.
  ///
  /// For requests in recordings, which are found again by their bytes.
  package func blankingKnown(in bytes: [UInt8]) -> [UInt8] { blanking(bytes) { _ in false } }

  /// The text with an asterisk for each byte of the secrets that this redactor was given.
  package func blankingKnown(in text: String) -> String {
    String(decoding: blankingKnown(in: Array(text.utf8)), as: UTF8.self)
  }

  /// The text with an asterisk for each byte of a secret, known or recognised: for what a model says.
  ///
  /// Not a placeholder, so that a recording of the answer, in which lengths count, is read back as the same text.
  package func blanking(_ text: String) -> String {
    String(decoding: blanking(Array(text.utf8)) { _ in true }, as: UTF8.self)
  }

  /// The bytes of a recorded answer with an asterisk for each byte of a secret that was given, or that has a provider's own
  /// form.
  ///
  /// What only its name makes a secret stays, and so does what reaches over the syntax of JSON or of an event: the answer
  /// must remain one.
  package func blankingForms(in bytes: [UInt8]) -> [UInt8] {
    blanking(bytes) { match in
      !match.isGeneric
        && bytes[match.range].allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
  }

  private func blanking(_ bytes: [UInt8], recognised isChosen: (SecretMatch) -> Bool) -> [UInt8] {
    var ranges = SecretScanner.scan(bytes.span).filter(isChosen).map(\.range)
    search.forEachMatch(in: bytes.span) { literal, range in
      if literal > 0 { ranges.append(range) }
    }
    var blank = bytes
    for index in ranges.joined() { blank[index] = UInt8(ascii: "*") }
    return blank
  }

  private var hasKnownSecrets: Bool { secretOfLiteral.count > 1 }

  /// What a report may show of a secret: at most its first four characters, and its length.
  package static func masked(_ secret: String) -> String {
    let length = secret.unicodeScalars.count
    let shown = length >= 20 ? 4 : length >= 12 ? 2 : 0
    return TerminalText.singleLine(String(secret.unicodeScalars.prefix(shown))) + "…(\(length) characters)"
  }

  /// The text with every secret that is recognised in it masked, for a report that shows code.
  package static func maskingSecrets(in text: String) -> String {
    let matches = SecretScanner.scan(text)
    if matches.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result = ""
    var position = 0
    for match in matches {
      result += String(decoding: bytes[position..<match.range.lowerBound], as: UTF8.self)
      result += masked(String(decoding: bytes[match.range], as: UTF8.self))
      position = match.range.upperBound
    }
    return result + String(decoding: bytes[position...], as: UTF8.self)
  }

  /// The text with the secrets found in one look replaced; nil when there are none.
  private func pass(over text: String) -> String? {
    text.utf8.withContiguousStorageIfAvailable { redacted($0.span) } ?? redacted(Array(text.utf8).span)
  }

  private func redacted(_ bytes: Span<UInt8>, isRecognising: Bool = true) -> String? {
    var placeholders: [Range<Int>] = []
    var matches = isRecognising ? SecretScanner.scan(bytes) : []
    var secretsByRange: [Range<Int>: Int] = [:]
    search.forEachMatch(in: bytes) { literal, range in
      if literal == 0 {
        if let placeholder = RedactionPlaceholder.range(in: bytes, at: range.lowerBound) {
          placeholders.append(placeholder)
        }
      } else {
        matches.append(SecretMatch(kind: .knownSecret, range: range, confidence: 1))
        secretsByRange[range] = secretOfLiteral[literal]
      }
    }
    if !placeholders.isEmpty { matches.removeAll { isInside(placeholders, $0.range) } }
    guard !matches.isEmpty else { return nil }

    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for match in SecretScanner.merged(matches) {
      result += bytes.array(position..<match.range.lowerBound)
      // All forms of a known secret are the same secret.
      let identity = secretsByRange[match.range].map { Array("#\($0)".utf8) } ?? bytes.array(match.range)
      let ordinal = ordinals.ordinal(of: identity, kind: match.kind)
      result += RedactionPlaceholder.text(match.kind, ordinal: ordinal).utf8
      position = match.range.upperBound
    }
    result += bytes.array(position..<bytes.count)
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether one of some ranges, which are in order, holds a range.
  private func isInside(_ ranges: [Range<Int>], _ range: Range<Int>) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < range.upperBound { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= range.lowerBound
  }
}
