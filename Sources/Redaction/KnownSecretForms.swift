/// The ways in which a known secret may stand in a text: as it is, and as it is encoded in URLs, JSON, XML and headers.
enum KnownSecretForms {
  /// Shorter values would be found by chance in ordinary text.
  static let minimumLength = 6

  static func all(of secret: String) -> [[UInt8]] {
    let bytes = Array(secret.utf8)
    guard bytes.count >= minimumLength else { return [] }
    var forms: Set<[UInt8]> = [bytes]
    for digits in ["0123456789ABCDEF", "0123456789abcdef"] {
      // RFC 3986's unreserved characters, what JavaScript's encodeURIComponent leaves alone, and nothing but letters and digits.
      forms.insert(percentEncoded(bytes, digits, except: .word.union("-.~")))
      forms.insert(percentEncoded(bytes, digits, except: .word.union("-.~!*'()")))
      forms.insert(percentEncoded(bytes, digits, except: .alphanumeric))
    }
    forms.formUnion([jsonEscaped(bytes, escapingSlash: false), jsonEscaped(bytes, escapingSlash: true)])
    forms.formUnion(["&#39;", "&apos;"].map { xmlEscaped(bytes, apostrophe: $0) })
    for forURL in [false, true] {
      forms.insert(Base64.encoded(bytes, forURL: forURL))
      forms.formUnion((0..<3).compactMap { base64Core(bytes, offset: $0, forURL: forURL) })
    }
    return Array(forms)
  }

  /// The characters of a base64 text that depend on the secret alone when `offset` other bytes (modulo 3) precede it,
  /// as a user's name precedes the password in basic authentication.
  private static func base64Core(_ bytes: [UInt8], offset: Int, forURL: Bool) -> [UInt8]? {
    let encoded = Base64.encoded([UInt8](repeating: 0, count: offset) + bytes, forURL: forURL)
    let first = (offset * 8 + 5) / 6
    let end = (offset + bytes.count) * 8 / 6
    return end - first >= 8 ? Array(encoded[first..<end]) : nil
  }

  private static func percentEncoded(_ bytes: [UInt8], _ digits: String, except unreserved: ByteSet) -> [UInt8] {
    let digits = Array(digits.utf8)
    return bytes.flatMap { byte in
      unreserved.contains(byte) ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static func jsonEscaped(_ bytes: [UInt8], escapingSlash: Bool) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "/") where escapingSlash: [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): Array("\\n".utf8)
      case UInt8(ascii: "\r"): Array("\\r".utf8)
      case UInt8(ascii: "\t"): Array("\\t".utf8)
      case 0..<0x20: Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: [byte]
      }
    }
  }

  private static func xmlEscaped(_ bytes: [UInt8], apostrophe: String) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      case UInt8(ascii: "'"): Array(apostrophe.utf8)
      default: [byte]
      }
    }
  }
}
