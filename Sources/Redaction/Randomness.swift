#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Tells what a machine drew at random from what a person wrote.
enum Randomness {
  /// Shannon's entropy of a range's bytes, in bits a byte; at most the logarithm of the number of bytes.
  static func entropy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double {
    guard !range.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for index in range { counts[Int(bytes[index])] += 1 }
    let total = Double(range.count)
    return counts.reduce(0) { sum, count in
      count == 0 ? sum : sum - Double(count) / total * log2(Double(count) / total)
    }
  }

  /// Whether the part of a provider's token behind its mark may be real: random enough, and no stand-in.
  static func isPlausibleBody(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    entropy(bytes, range) >= 2.8 && !isStandIn(bytes, range)
  }

  /// Whether a password that a person may have chosen is more than a placeholder.
  static func isPlausiblePassword(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let first = bytes.byte(at: range.lowerBound)
    if ByteSet("$%{[<*@&=").contains(first) || range.contains(where: { ByteSet("{}").contains(bytes[$0]) }) {
      return false
    }
    // Nobody's password is mostly punctuation; a test's of an address parser is.
    let escapes = range.count { bytes[$0] == UInt8(ascii: "%") }
    return entropy(bytes, range) >= 2 && !isStandIn(bytes, range) && escapes * 6 <= range.count
      && range.contains { !ByteSet.letters.contains(bytes[$0]) }
  }

  /// Whether a value assigned to a name such as `password` or `api_key` is likely the secret itself.
  ///
  /// Precision comes first: a value must hold a digit and a letter, be random for its length, not be made of words, and
  /// not be a path, a reference to an environment, a checksum or a UUID.
  ///
  /// - Parameter isQuoted: whether quotes stand around it; without them it may be an expression, so more is asked.
  static func isPlausibleValue(_ bytes: Span<UInt8>, _ range: Range<Int>, isQuoted: Bool) -> Bool {
    guard (isQuoted ? 12 : 16)...256 ~= range.count else { return false }
    let forbidden = ByteSet("(){}[]<>|;,`\"'")
    for index in range where bytes[index] <= 0x20 || bytes[index] >= 0x7F || forbidden.contains(bytes[index]) {
      return false
    }

    let hasDigit = range.contains { ByteSet.digits.contains(bytes[$0]) }
    let hasLetter = range.contains { ByteSet.letters.contains(bytes[$0]) }
    guard hasDigit, hasLetter, !isReference(bytes, range), !isStandIn(bytes, range), !isUUID(bytes, range) else {
      return false
    }

    let isHexadecimal = range.allSatisfy { ByteSet.hexadecimal.union("ABCDEF").contains(bytes[$0]) }
    if isHexadecimal { return range.count >= 32 && entropy(bytes, range) >= 3 }
    let isName = range.allSatisfy { ByteSet.word.union(".").contains(bytes[$0]) }
    if !isQuoted, isName, range.count < 20 || !mixesLetterCases(bytes, range) { return false }
    if !isQuoted, range.contains(where: { bytes[$0] == UInt8(ascii: ".") }) { return false }
    return entropy(bytes, range) >= (range.count < 20 ? 3.0 : 3.5) && !isMadeOfWords(bytes, range)
  }

  /// Whether lower-case and upper-case letters and digits all occur.
  static func mixesLetterCases(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var kinds = 0
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): kinds |= 1
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): kinds |= 2
      case UInt8(ascii: "0")...UInt8(ascii: "9"): kinds |= 4
      default: break
      }
    }
    return kinds == 7
  }

  /// What people write where a secret will stand; forty random characters hold one of these once in thousands.
  private static let standIns = LiteralSearch(
    [
      "example", "sample", "changeme", "change_me", "change-me", "placeholder", "your", "xxxx", "dummy", "fake", "mock",
      "test", "todo", "redacted", "replace", "insert", "default", "password", "passwd", "secret", "token", "apikey",
      "api_key", "api-key", "123456789", "abcdefgh", "qwerty", "deadbeef", "lorem", "foobar", "****", "....", "----",
      "____", "aaaa", "0000",
      // The word password in base64, and the values that the OAuth standards (RFC 5849, RFC 6749) print.
      "cGFzc3dvcmQ", "kkk9d7dh3k39sjv7", "ad180jjd733klru7", "2YotnFZFEjr1zCsicMWpAA", "tGzv3JOkF0XG5Qx2TlKWIA",
    ],
    ignoringCase: true)

  private static func isStandIn(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    standIns.hasMatch(in: bytes.extracting(range))
  }

  /// Whether the value only says where the secret is, or proves a content: a path, a variable, a vault, a checksum.
  private static func isReference(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    if ByteSet("$@%#&*.~").contains(bytes[start]) || (bytes[start] == UInt8(ascii: "/") && range.count < 40) {
      return true
    }
    let beginnings = [
      "sha1", "sha256", "sha384", "sha512", "md5", "arn:", "vault:", "ENC", "projects/", "op://", "env:", "file:",
    ]
    if beginnings.contains(where: { bytes.has($0, at: start) }) { return true }
    let value = bytes.extracting(range)
    return ["://", "process.env", "getenv", "environ", "%s", "%@", "%d", "\\u"].contains { value.contains($0) }
  }

  private static func isUUID(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count == 36 else { return false }
    return [8, 13, 18, 23].allSatisfy { bytes[range.lowerBound + $0] == UInt8(ascii: "-") }
  }

  /// Whether half of the value or more is words: runs of four letters or more that could be said aloud.
  private static func isMadeOfWords(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var inWords = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      index += ByteSet.letters.contains(bytes[index]) ? 1 : 0
      while index < range.upperBound, bytes[index] >= UInt8(ascii: "a"), bytes[index] <= UInt8(ascii: "z") {
        index += 1
      }
      if index == start { index += 1 } else if isWord(bytes, start..<index) { inWords += index - start }
    }
    return inWords * 2 >= range.count
  }

  private static func isWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count >= 4 else { return false }
    let vowels = ByteSet("aeiouyAEIOUY")
    var vowelCount = 0
    var consonants = 0
    for index in range {
      if vowels.contains(bytes[index]) {
        vowelCount += 1
        consonants = 0
      } else {
        consonants += 1
        if consonants > 4 { return false }
      }
    }
    return vowelCount * 5 >= range.count
  }
}
