/// The encoding of RFC 4648, as far as this room needs it.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The bytes in base64 without padding.
  static func encoded(_ bytes: [UInt8], forURL: Bool = false) -> [UInt8] {
    let alphabet = forURL ? urlAlphabet : alphabet
    var result: [UInt8] = []
    var accumulator: UInt32 = 0
    var bits = 0
    for byte in bytes {
      accumulator = accumulator << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(alphabet[Int(accumulator >> UInt32(bits)) & 63])
      }
    }
    if bits > 0 { result.append(alphabet[Int(accumulator << UInt32(6 - bits)) & 63]) }
    return result
  }

  /// What base64url text without padding says; nil for any other character.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var accumulator: UInt32 = 0
    var bits = 0
    for byte in text {
      guard let value = urlAlphabet.firstIndex(of: byte) else { return nil }
      accumulator = accumulator << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: accumulator >> UInt32(bits)))
      }
    }
    return result
  }
}
