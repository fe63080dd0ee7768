internal import Crypto

/// The SHA-256 of some bytes, as lower-case hexadecimal digits.
package struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// Sixty-four hexadecimal digits.
  package let hexadecimal: String

  package init(of bytes: some Sequence<UInt8>) {
    self.init(digest: SHA256.hash(data: Array(bytes)))
  }

  package init(of text: String) {
    self.init(of: text.utf8)
  }

  /// The hash of several fields, each preceded by its length, so that no two lists of fields run together alike.
  package init(ofFields fields: [String]) {
    var hasher = SHA256()
    for field in fields {
      hasher.update(data: Array("\(field.utf8.count):".utf8))
      hasher.update(data: Array(field.utf8))
    }
    self.init(digest: hasher.finalize())
  }

  /// Reads a hash as it was written; nil unless it is sixty-four hexadecimal digits in lower case.
  package init?(hexadecimal: String) {
    let digits = Array("0123456789abcdef".utf8)
    guard hexadecimal.utf8.count == 64, hexadecimal.utf8.allSatisfy(digits.contains) else { return nil }
    self.hexadecimal = hexadecimal
  }

  package var description: String { hexadecimal }

  /// The hash in base64 with padding, as content security policies take it.
  package var base64: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    // Three hexadecimal digits are twelve bits, which are two characters; 64 digits leave one, four bits.
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    for start in stride(from: 0, to: digits.count, by: 3) {
      let bits = (0..<3).reduce(0) { $0 << 4 | (start + $1 < digits.count ? digits[start + $1] : 0) }
      text.append(alphabet[bits >> 6])
      if start + 1 < digits.count { text.append(alphabet[bits & 63]) }
    }
    return text + "="
  }

  private init(digest: SHA256.Digest) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    hexadecimal = String(decoding: text, as: UTF8.self)
  }
}
