extension SecretMatcher {
  /// Three parts of base64url, the first of which decodes to a header that names an algorithm (RFC 7519).
  static let jsonWebToken = SecretMatcher(literals: ["eyJ"]) { bytes, hit in
    let start = hit.lowerBound
    guard bytes.has("eyJ", at: start), bytes.isBoundary(before: start, of: .base64URL) else { return nil }
    let headerEnd = bytes.endOfRun(of: .base64URL, from: start, limit: 1024)
    guard bytes.byte(at: headerEnd) == UInt8(ascii: "."), bytes.has("eyJ", at: headerEnd + 1) else { return nil }
    let payloadEnd = bytes.endOfRun(of: .base64URL, from: headerEnd + 1, limit: 8192)
    guard bytes.byte(at: payloadEnd) == UInt8(ascii: ".") else { return nil }
    let end = bytes.endOfRun(of: .base64URL, from: payloadEnd + 1, limit: 1024)
    guard end - payloadEnd > 20 else { return nil }
    // The token of every tutorial: subject 1234567890, John Doe.
    if bytes.has("eyJzdWIiOiIxMjM0NTY3ODkwI", at: headerEnd + 1) { return nil }
    guard let header = Base64.decoded(bytes.array(start..<headerEnd)) else { return nil }
    guard header.first == UInt8(ascii: "{"), header.span.contains("\"alg\"") else { return nil }
    return SecretMatch(kind: .jsonWebToken, range: start..<end, confidence: 0.75)
  }

  /// A private key between its armour lines, or as much of one as there is.
  ///
  /// Line feeds may be escaped, or the lines quoted, as in JSON and source code. The armour alone, which every parser
  /// of such files holds, is no secret.
  static let privateKey = SecretMatcher(literals: ["-----BEGIN "]) { bytes, hit in
    let label = hit.upperBound..<bytes.endOfRun(of: .upperLetters.union("0123456789 "), from: hit.upperBound, limit: 48)
    guard bytes.extracting(label).contains("PRIVATE KEY"), bytes.has("-----", at: label.upperBound) else { return nil }

    // Stops at the next dashes, so that many beginnings without an end take linear time.
    let filler = ByteSet(" \t\r\n\\\"'+,:;()")
    let body = ByteSet.base64.union("=")
    var index = label.upperBound + 5
    var longest = index..<index
    while index < bytes.count {
      let runEnd = bytes.endOfRun(of: body, from: index, limit: 100_000)
      if runEnd - index > longest.count { longest = index..<runEnd }
      index = runEnd
      let byte = bytes.byte(at: index)
      // A header of a traditional key has single dashes: `DEK-Info: AES-128-CBC`.
      let isDash = byte == UInt8(ascii: "-") && bytes.byte(at: index + 1) != UInt8(ascii: "-")
      guard runEnd > index || filler.contains(byte) || isDash else { break }
      index += 1
    }
    index = min(index, bytes.count)
    guard longest.count >= 40, Randomness.entropy(bytes, longest.prefix(200)) >= 3.5 else { return nil }
    if bytes.has("-----END ", at: index) {
      let end = bytes.endOfRun(of: .upperLetters.union("0123456789 "), from: index + 9, limit: 48)
      if bytes.has("-----", at: end) { index = end + 5 }
    }
    return SecretMatch(kind: .privateKey, range: hit.lowerBound..<index, confidence: 0.98)
  }

  /// The password of `scheme://user:password@host`.
  static let urlPassword = SecretMatcher(literals: ["://"]) { bytes, hit in
    guard ByteSet.alphanumeric.contains(bytes.byte(at: hit.lowerBound - 1)) else { return nil }
    let stops = ByteSet(" \t\r\n/@\"'`<>\\?#,;()|")
    func end(from start: Int, at colon: Bool) -> Int {
      var index = start
      let limit = min(bytes.count, start + 128)
      while index < limit, !stops.contains(bytes[index]), !(colon && bytes[index] == UInt8(ascii: ":")) { index += 1 }
      return index
    }
    let userEnd = end(from: hit.upperBound, at: true)
    guard bytes.byte(at: userEnd) == UInt8(ascii: ":") else { return nil }
    let range = userEnd + 1..<end(from: userEnd + 1, at: false)
    let host = range.upperBound + 1
    guard bytes.byte(at: range.upperBound) == UInt8(ascii: "@") else { return nil }
    guard ByteSet.alphanumeric.union("[").contains(bytes.byte(at: host)), range.count >= 6 else { return nil }
    // Such a host is a developer's own or a book's, and its password the one that everybody has.
    for name in ["localhost", "127.0.0.1", "0.0.0.0", "example", "host.docker.internal", "[::1]"]
    where bytes.has(name, at: host) { return nil }
    if bytes.array(range) == bytes.array(hit.upperBound..<userEnd) { return nil }
    guard Randomness.isPlausiblePassword(bytes, range) else { return nil }
    return SecretMatch(kind: .urlPassword, range: range, confidence: 0.8)
  }
}

extension Span where Element == UInt8 {
  /// Whether a short literal occurs.
  func contains(_ literal: String) -> Bool {
    indices.contains { has(literal, at: $0) }
  }
}
