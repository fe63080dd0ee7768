/// Finds what looks like a secret in a text.
///
/// One pass over the bytes looks for the matchers' literals; only where one stands is a matcher asked. Text without
/// any, which is nearly all text, costs about a nanosecond a byte. Like every such scanner it misses secrets without a
/// form.
package enum SecretScanner {
  /// The matches in a text, in order, none overlapping.
  package static func scan(_ text: String) -> [SecretMatch] {
    text.utf8.withContiguousStorageIfAvailable { scan($0.span) } ?? scan(Array(text.utf8).span)
  }

  /// The matches in UTF-8 text, in order, none overlapping.
  package static func scan(_ bytes: Span<UInt8>) -> [SecretMatch] {
    var matches: [SecretMatch] = []
    prefilter.forEachMatch(in: bytes) { literal, range in
      if let match = SecretMatcher.all[matcherOfLiteral[literal]].match(bytes, range) { matches.append(match) }
    }
    return matches.isEmpty ? [] : merged(matches)
  }

  private static let prefilter = LiteralSearch(SecretMatcher.all.flatMap(\.literals), ignoringCase: true)

  private static let matcherOfLiteral = SecretMatcher.all.enumerated().flatMap { index, matcher in
    matcher.literals.map { _ in index }
  }

  /// Joins matches that overlap: the place of all of them, and what the surest says.
  static func merged(_ matches: [SecretMatch]) -> [SecretMatch] {
    var result: [SecretMatch] = []
    for match in matches.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard let last = result.last, match.range.lowerBound < last.range.upperBound else {
        result.append(match)
        continue
      }
      var joined = match.confidence > last.confidence ? match : last
      joined.range = last.range.lowerBound..<max(last.range.upperBound, match.range.upperBound)
      result[result.count - 1] = joined
    }
    return result
  }
}
