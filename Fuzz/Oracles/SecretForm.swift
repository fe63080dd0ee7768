/// How a secret may stand in a text, written anew here so that the code under test is not asked.
enum SecretForm {
  /// The secret as it is, in base64 (RFC 4648, without padding), with percent signs (RFC 3986), and in JSON (RFC 8259).
  static func all(of secret: [UInt8]) -> [[UInt8]] {
    [secret, base64(secret), percent(secret), json(secret)]
  }

  /// The pieces of a text between its placeholders.
  static func piecesOutsidePlaceholders(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    let (opening, closing) = (Array("‹REDACTED:".utf8), Array("›".utf8))
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var place = 0
    while place < text.count {
      guard text[place...].starts(with: opening) else {
        place += 1
        continue
      }
      var end = place + opening.count
      while end < text.count, isOfPlaceholder(text[end]) { end += 1 }
      guard text[end...].starts(with: closing) else {
        place += 1
        continue
      }
      pieces.append(text[start..<place])
      place = end + closing.count
      start = place
    }
    return pieces + [text[start...]]
  }

  private static func isOfPlaceholder(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x3A).contains(byte) || byte == UInt8(ascii: "-")
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    return stride(from: 0, to: bits.count, by: 6).map { start in
      alphabet[(0..<6).reduce(0) { $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }]
    }
  }

  private static func percent(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return bytes.flatMap { byte -> [UInt8] in
      let isLetter = (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
      if isLetter || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte) { return [byte] }
      return [UInt8(ascii: "%"), digits[Int(byte / 16)], digits[Int(byte % 16)]]
    }
  }

  private static func json(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\t"): Array("\\t".utf8)
      case UInt8(ascii: "\r"): Array("\\r".utf8)
      case 0..<0x20: Array("\\u00".utf8) + [0x30 + byte / 16, Array("0123456789abcdef".utf8)[Int(byte % 16)]]
      default: [byte]
      }
    }
  }
}
