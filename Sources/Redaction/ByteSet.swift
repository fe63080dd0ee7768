/// A set of ASCII characters, for scanners that work on UTF-8.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: String) {
    for byte in characters.utf8 { insert(byte) }
  }

  func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<64: low & (1 << UInt64(byte)) != 0
    case 64..<128: high & (1 << UInt64(byte - 64)) != 0
    default: false
    }
  }

  func union(_ characters: String) -> ByteSet {
    var copy = self
    for byte in characters.utf8 { copy.insert(byte) }
    return copy
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
  }

  static let digits = ByteSet("0123456789")
  static let hexadecimal = digits.union("abcdef")
  static let upperLetters = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  static let letters = upperLetters.union("abcdefghijklmnopqrstuvwxyz")
  static let alphanumeric = letters.union("0123456789")
  static let word = alphanumeric.union("_")
  /// The alphabet of base64url, also that of most tokens.
  static let base64URL = word.union("-")
  static let base64 = alphanumeric.union("+/")
  /// RFC 4648, the alphabet of AWS's key ids.
  static let base32 = upperLetters.union("234567")
}

extension Span where Element == UInt8 {
  /// The byte at an index, or 0 outside the text.
  func byte(at index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

  /// The end of the run of bytes of a set that begins at `start`, looking at no more than `limit` bytes.
  func endOfRun(of set: ByteSet, from start: Int, limit: Int) -> Int {
    var index = start
    let end = min(count, start + limit)
    while index < end, set.contains(self[index]) { index += 1 }
    return index
  }

  /// Whether a literal stands at an index, in the same letter case.
  func has(_ literal: String, at start: Int) -> Bool {
    guard start >= 0, start + literal.utf8.count <= count else { return false }
    var index = start
    for byte in literal.utf8 {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// Whether a token may begin at an index: no character of `set` runs into it.
  ///
  /// The letter of an escape (`\n`) and the digits of a percent encoding (`%3D`) do not run into a token, so that one
  /// is found in JSON and in URLs too.
  func isBoundary(before index: Int, of set: ByteSet = .word) -> Bool {
    guard index > 0, set.contains(self[index - 1]) else { return true }
    if byte(at: index - 2) == UInt8(ascii: "\\"), ByteSet("nrtbfv0").contains(self[index - 1]) { return true }
    return byte(at: index - 3) == UInt8(ascii: "%")
  }

  /// The bytes of a range.
  func array(_ range: Range<Int>) -> [UInt8] { range.map { self[$0] } }
}
