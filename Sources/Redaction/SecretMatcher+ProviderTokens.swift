extension SecretMatcher {
  /// Tokens that begin with their provider's mark.
  static let providerTokens: [SecretMatcher] = [
    token(.anthropicKey, ["sk-ant-"], body: .base64URL, length: 24...256),
    token(
      .azureAccountKey, ["AccountKey="], body: .base64, length: 86...86, suffix: "=="
    ).unless { bytes, match in
      // The storage emulator's key is the same everywhere and published.
      bytes.has("Eby8vdM02xNOcqFlqUwJP", at: match.range.lowerBound + "AccountKey=".utf8.count)
    },
    token(.githubToken, ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], body: .alphanumeric, length: 36...255),
    token(.githubToken, ["github_pat_"], body: .word, length: 60...255),
    token(.gitlabToken, ["glpat-", "gldt-", "glrt-", "glptt-"], body: .base64URL.union("."), length: 20...255),
    token(.googleKey, ["AIza"], body: .base64URL, length: 35...35),
    token(.npmToken, ["npm_"], body: .alphanumeric, length: 36...36),
    token(.openAIKey, ["sk-proj-", "sk-svcacct-", "sk-admin-"], body: .base64URL, length: 32...256),
    token(.openAIKey, ["sk-"], body: .alphanumeric, length: 40...64, confidence: 0.85).unless { bytes, match in
      !Randomness.mixesLetterCases(bytes, match.range)
    },
    token(.pypiToken, ["pypi-AgEI"], body: .base64URL, length: 50...512),
    sendGridKey,
    token(
      .slackToken, ["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-"], body: .alphanumeric.union("-"),
      length: 20...255),
    token(.slackWebhook, ["hooks.slack.com/services/T"], body: .alphanumeric.union("/"), length: 30...80).unless {
      bytes, match in
      bytes.array(match.range).count { $0 == UInt8(ascii: "/") } != 4
    },
    token(.stripeKey, ["sk_live_", "rk_live_"], body: .alphanumeric, length: 16...255),
    token(.twilioKey, ["SK"], body: .hexadecimal, length: 32...32, confidence: 0.8),
  ]

  /// Four letters and sixteen of base32; Amazon's documentation marks its examples with that word.
  static let awsAccessKey = token(.awsAccessKey, ["AKIA", "ASIA", "ABIA", "ACCA"], body: .base32, length: 16...16)

  /// The secret that belongs to an access key: forty characters of base64 soon after the id, as in a credentials file.
  static let awsSecretKey = SecretMatcher(literals: awsAccessKey.literals) { bytes, hit in
    guard let key = awsAccessKey.match(bytes, hit) else { return nil }
    var start = key.range.upperBound
    let limit = min(bytes.count, start + 200)
    while start < limit {
      let end = bytes.endOfRun(of: .base64, from: start, limit: 41)
      let range = start..<end
      if range.count == 40, Randomness.mixesLetterCases(bytes, range), Randomness.entropy(bytes, range) >= 4 {
        return SecretMatch(kind: .awsSecretKey, range: range, confidence: 0.9)
      }
      start = end + 1
    }
    return nil
  }

  private static let sendGridKey = SecretMatcher(literals: ["SG."]) { bytes, hit in
    guard bytes.isBoundary(before: hit.lowerBound), bytes.has("SG.", at: hit.lowerBound) else { return nil }
    let dot = bytes.endOfRun(of: .base64URL, from: hit.upperBound, limit: 23)
    guard dot - hit.upperBound == 22, bytes.byte(at: dot) == UInt8(ascii: ".") else { return nil }
    let end = bytes.endOfRun(of: .base64URL, from: dot + 1, limit: 44)
    guard end - dot == 44, Randomness.isPlausibleBody(bytes, dot + 1..<end) else { return nil }
    return SecretMatch(kind: .sendGridKey, range: hit.lowerBound..<end, confidence: 0.95)
  }

  /// This matcher without the matches that a condition holds for.
  private func unless(
    _ condition: @escaping @Sendable (_ bytes: Span<UInt8>, _ match: SecretMatch) -> Bool
  ) -> SecretMatcher {
    let match = self.match
    return SecretMatcher(literals: literals) { bytes, hit in
      guard let found = match(bytes, hit), !condition(bytes, found) else { return nil }
      return found
    }
  }
}
