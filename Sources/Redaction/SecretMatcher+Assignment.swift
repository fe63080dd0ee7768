extension SecretMatcher {
  /// A random value given to a name that says it is secret: `apiKey = "…"`, `"password": "…"`, `SECRET_KEY=…`.
  static let assignment = SecretMatcher(
    literals: [
      "password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "api-key", "access_key", "accesskey",
      "access-key", "private_key", "privatekey", "auth_key", "authkey", "encryption_key", "encryptionkey",
      "signing_key", "signingkey", "account_key", "accountkey", "credential",
    ]
  ) { bytes, hit in
    guard let nameEnd = endOfSecretName(bytes, hit), let value = assignedValue(bytes, after: nameEnd) else {
      return nil
    }
    guard Randomness.isPlausibleValue(bytes, value.range, isQuoted: value.isQuoted) else { return nil }
    return SecretMatch(
      kind: kind(ofName: bytes, hit), range: value.range, confidence: value.isQuoted ? 0.75 : 0.6, isGeneric: true)
  }

  /// Where the name ends that the key word is part of; nil when the rest of the name says that it holds something else,
  /// as in `tokenType`, `passwordField`, `nextPageToken`.
  private static func endOfSecretName(_ bytes: Span<UInt8>, _ hit: Range<Int>) -> Int? {
    let end = bytes.endOfRun(of: .base64URL, from: hit.upperBound, limit: 24)
    let rest = folded(bytes, hit.upperBound..<end)
    guard secretSuffixes.contains(rest) || rest.allSatisfy(ByteSet.digits.contains) else { return nil }

    var start = hit.lowerBound
    while start > max(0, hit.lowerBound - 16), ByteSet.base64URL.contains(bytes[start - 1]) { start -= 1 }
    let front = folded(bytes, start..<hit.lowerBound)
    return otherPrefixes.contains { front.suffix($0.count).elementsEqual($0) } ? nil : end
  }

  private static let secretSuffixes = Set(
    [
      "", "key", "keybase", "value", "token", "string", "secret", "hex", "base64", "prod", "production", "live", "dev",
      "staging",
    ].map { Array($0.utf8) })

  /// Tokens that open nothing: places in a list, marks of a form, pieces of a vocabulary.
  private static let otherPrefixes = [
    "page", "next", "continuation", "cursor", "sync", "csrf", "xsrf", "pad", "mask", "cancellation",
  ].map { Array($0.utf8) }

  private static func folded(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    bytes.array(range).filter { !ByteSet("_-").contains($0) }.map(\.asciiLowercased)
  }

  /// The value after a name: quoted on the same line, or a bare word as in environment and properties files.
  private static func assignedValue(_ bytes: Span<UInt8>, after nameEnd: Int) -> (range: Range<Int>, isQuoted: Bool)? {
    let quotes = ByteSet("\"'`")
    func skippingBlanks(_ start: Int) -> Int { bytes.endOfRun(of: ByteSet(" \t"), from: start, limit: 40) }
    var index = nameEnd
    // `"password"`, `\"password\"`, `config["password"]`
    if bytes.byte(at: index) == UInt8(ascii: "\\") { index += 1 }
    if quotes.contains(bytes.byte(at: index)) { index += 1 }
    if bytes.byte(at: index) == UInt8(ascii: "]") { index += 1 }
    index = skippingBlanks(index)

    switch bytes.byte(at: index) {
    case UInt8(ascii: ":"):
      index += bytes.byte(at: index + 1) == UInt8(ascii: "=") ? 2 : 1
      // A type may stand between: `let password: String = "…"`.
      let typeEnd = bytes.endOfRun(of: .word.union(".?!<>&"), from: skippingBlanks(index), limit: 40)
      let equals = skippingBlanks(typeEnd)
      if bytes.byte(at: equals) == UInt8(ascii: "="), bytes.byte(at: equals + 1) == UInt8(ascii: " ") {
        index = equals + 1
      }
    case UInt8(ascii: "="):
      guard bytes.byte(at: index + 1) != UInt8(ascii: "=") else { return nil }
      index += bytes.byte(at: index + 1) == UInt8(ascii: ">") ? 2 : 1
    default: return nil
    }

    index = skippingBlanks(index)
    let prefixEnd = bytes.endOfRun(of: ByteSet("rRbBuU@L"), from: index, limit: 2)
    if quotes.contains(bytes.byte(at: prefixEnd)) { index = prefixEnd }
    let isEscaped = bytes.byte(at: index) == UInt8(ascii: "\\") && quotes.contains(bytes.byte(at: index + 1))
    if isEscaped { index += 1 }
    guard quotes.contains(bytes.byte(at: index)) else { return bareWord(bytes, from: index).map { ($0, false) } }
    return quotedText(bytes, from: index, isEscaped: isEscaped).map { ($0, true) }
  }

  /// What stands between the quote at `start` and its like.
  private static func quotedText(_ bytes: Span<UInt8>, from start: Int, isEscaped: Bool) -> Range<Int>? {
    let quote = bytes[start]
    var index = start + 1
    while index < min(bytes.count, start + 258), bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == quote { return start + 1..<index }
      if bytes[index] == UInt8(ascii: "\\") {
        if isEscaped { return start + 1..<index }
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// A word that ends where a value ends in an environment, properties or YAML file, or in a query string.
  private static func bareWord(_ bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
    let end = bytes.endOfRun(of: .base64.union("=_-.~!@$%^*:"), from: start, limit: 257)
    let next = bytes.byte(at: end)
    guard end == bytes.count || ByteSet(" \t\r\n&\"'\\").contains(next) else { return nil }
    return start..<end
  }

  private static func kind(ofName bytes: Span<UInt8>, _ hit: Range<Int>) -> SecretKind {
    let name = bytes.extracting(hit.lowerBound..<min(bytes.count, hit.lowerBound + 4))
    switch name.byte(at: 0).asciiLowercased {
    case UInt8(ascii: "p") where name.byte(at: 1).asciiLowercased == UInt8(ascii: "a"): return .password
    case UInt8(ascii: "s") where name.byte(at: 1).asciiLowercased == UInt8(ascii: "e"): return .secret
    case UInt8(ascii: "t"): return .token
    default: return .apiKey
    }
  }
}
