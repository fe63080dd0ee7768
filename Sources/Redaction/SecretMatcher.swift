/// Recognises one family of secrets around a literal that each of them holds.
///
/// Matchers are written by hand, look at a bounded piece of text, and so take linear time on any input; Swift's `Regex`
/// backtracks without bound. The forms are the providers' published ones, which the rule sets of gitleaks and
/// betterleaks list too; no rule was copied.
struct SecretMatcher: Sendable {
  /// What a text must hold, in any letter case, for this matcher to be asked.
  let literals: [String]

  /// Looks at the text around an occurrence of a literal.
  let match: @Sendable (_ bytes: Span<UInt8>, _ hit: Range<Int>) -> SecretMatch?

  static let all: [SecretMatcher] =
    providerTokens + [awsAccessKey, awsSecretKey, jsonWebToken, privateKey, urlPassword, assignment]

  /// A matcher for a fixed prefix and a body of random characters.
  ///
  /// - Parameters:
  ///   - kind: what it opens.
  ///   - prefixes: how the token begins, in exact letter case.
  ///   - body: the characters of the rest.
  ///   - length: how many of them there are.
  ///   - suffix: what follows the body and belongs to the token.
  ///   - confidence: of a match.
  static func token(
    _ kind: SecretKind, _ prefixes: [String], body: ByteSet, length: ClosedRange<Int>, suffix: String = "",
    confidence: Double = 0.95
  ) -> SecretMatcher {
    SecretMatcher(literals: prefixes) { bytes, hit in
      guard bytes.isBoundary(before: hit.lowerBound), prefixes.contains(where: { bytes.has($0, at: hit.lowerBound) })
      else { return nil }
      let end = bytes.endOfRun(of: body, from: hit.upperBound, limit: length.upperBound + 1)
      guard length.contains(end - hit.upperBound), bytes.has(suffix, at: end) else { return nil }
      guard Randomness.isPlausibleBody(bytes, hit.upperBound..<end) else { return nil }
      return SecretMatch(kind: kind, range: hit.lowerBound..<end + suffix.utf8.count, confidence: confidence)
    }
  }
}
