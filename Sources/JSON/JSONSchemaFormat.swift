/// The values of `format` that are checked.
enum JSONSchemaFormat: String {
  /// An absolute address (RFC 3986).
  case uri

  /// An absolute or relative address (RFC 3986).
  case uriReference = "uri-reference"

  /// A point in time (RFC 3339, section 5.6).
  case dateTime = "date-time"

  func accepts(_ text: String) -> Bool {
    switch self {
    case .uri: Self.scheme(of: text) != nil && Self.isReference(text)
    case .uriReference: Self.isReference(text)
    case .dateTime: Self.isDateTime(text)
    }
  }

  /// What stands before the first colon of the first segment; nil when there is no such colon or it cannot be a scheme.
  private static func scheme(of text: String) -> Substring? {
    let first = text.prefix { !"/?#".contains($0) }
    guard let colon = first.firstIndex(of: ":") else { return nil }
    let scheme = first[..<colon]
    guard scheme.utf8.first.map(isLetter) == true else { return nil }
    return scheme.utf8.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) } ? scheme : nil
  }

  private static func isReference(_ text: String) -> Bool {
    // A colon in the first segment of a path would make a scheme of what stands before it.
    if text.prefix(while: { !"/?#".contains($0) }).contains(":"), scheme(of: text) == nil { return false }
    let bytes = Array(text.utf8)
    var fragments = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "%"):
        guard index + 2 < bytes.count, isHexadecimal(bytes[index + 1]), isHexadecimal(bytes[index + 2]) else {
          return false
        }
      case UInt8(ascii: "#"):
        fragments += 1
        if fragments > 1 { return false }
      default:
        guard isLetter(byte) || isDigit(byte) || "-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
      }
    }
    return true
  }

  /// `2026-01-31T12:00:00.5Z`, or with an offset such as `+01:00` in place of the Z.
  private static func isDateTime(_ text: String) -> Bool {
    let bytes = Array(text.uppercased().utf8)
    guard bytes.count >= 20, matches(bytes[..<19], "0000-00-00T00:00:00") else { return false }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[$1]) - 48 } }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let isLeapYear = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    guard (1...12).contains(month) else { return false }
    let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    // A leap second is the sixtieth.
    guard (1...days).contains(day), number(11..<13) < 24, number(14..<16) < 60, number(17..<19) <= 60 else {
      return false
    }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit)
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(1 + fraction.count)
    }
    if matches(rest, "Z") { return true }
    guard matches(rest, "+00:00") || matches(rest, "-00:00") else { return false }
    return number(rest.startIndex + 1..<rest.startIndex + 3) < 24 && number(rest.startIndex + 4..<rest.endIndex) < 60
  }

  /// Whether a text has the form of another, in which 0 stands for any digit.
  private static func matches(_ bytes: ArraySlice<UInt8>, _ form: String) -> Bool {
    bytes.count == form.utf8.count
      && zip(bytes, form.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? isDigit($0) : $0 == $1 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
