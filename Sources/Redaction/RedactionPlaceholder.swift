/// What stands in a redacted text where a secret stood: `‹REDACTED:github-token:1›`.
enum RedactionPlaceholder {
  static let opening = "‹REDACTED:"
  private static let closing = "›"

  /// The placeholder of a kind's secret; without a number when there are too many to tell apart.
  static func text(_ kind: SecretKind, ordinal: Int?) -> String {
    opening + kind.rawValue + (ordinal.map { ":\($0)" } ?? "") + closing
  }

  /// The range of a well-formed placeholder that begins at an index; nil for anything else that looks like one, since
  /// nobody must be able to hide a secret inside.
  static func range(in bytes: Span<UInt8>, at start: Int) -> Range<Int>? {
    let kindStart = start + opening.utf8.count
    let kindEnd = bytes.endOfRun(of: .base64URL, from: kindStart, limit: 40)
    let kind = String(decoding: bytes.array(kindStart..<kindEnd), as: UTF8.self)
    guard bytes.has(opening, at: start), SecretKind(rawValue: kind) != nil else { return nil }
    var end = kindEnd
    if bytes.byte(at: end) == UInt8(ascii: ":") { end = bytes.endOfRun(of: .digits, from: end + 1, limit: 6) }
    return bytes.has(closing, at: end) ? start..<end + closing.utf8.count : nil
  }
}
