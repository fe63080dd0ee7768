/// What two lines may differ in and still be taken for the same.
struct LineFolding {
  let tier: EditMatch.Tier

  /// A number that lines share which are the same when folded, and others hardly ever.
  func key(_ line: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    if tier == .punctuation, line.contains(where: { $0 >= 0x80 }) {
      for byte in folded(line) { hasher.combine(byte) }
    } else {
      for byte in trimmed(line) { hasher.combine(byte) }
    }
    return hasher.finalize()
  }

  /// Whether two lines are the same when folded.
  func areEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    tier == .punctuation ? folded(left) == folded(right) : trimmed(left) == trimmed(right)
  }

  private func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if tier == .exact { return line }
    var rest = line
    while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
    return tier >= .indentation ? rest.drop(while: Self.isBlank) : rest
  }

  private func folded(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var scalars = String.UnicodeScalarView()
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars { scalars.append(Self.plain(scalar)) }
    return Array(trimmed(Array(String(scalars).utf8)[...]))
  }

  /// The ASCII character that people and models write for one that editors and word processors set.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63, 0xFF0D: "-"
    case 0x2018...0x201B: "'"
    case 0x201C...0x201F: "\""
    case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    default: scalar
    }
  }

  /// The blanks at the beginning of a line.
  static func indentation(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy(isBlank) }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
