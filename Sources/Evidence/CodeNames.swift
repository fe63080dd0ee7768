internal import SourceCode

/// The names in a piece of code, and the words that compound names are made of.
enum CodeNames {
  /// The places of the names in a line; numbers are none.
  static func ranges(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      while index < range.upperBound, isNameByte(bytes[index]) { index += 1 }
      if index == start {
        index += 1
      } else if !isDigit(bytes[start]) {
        ranges.append(start..<index)
      }
    }
    return ranges
  }

  /// The places of the words in a name: `minX`, `min_x` and `MIN_X` have two, `XMLParser2` has three.
  static func words(in bytes: [UInt8], _ name: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = name.lowerBound
    for index in name {
      let byte = bytes[index]
      let isMark = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      if isMark || (index > start && beginsWord(bytes, index, name.upperBound)) {
        if start < index { words.append(start..<index) }
        start = isMark ? index + 1 : index
      }
    }
    if start < name.upperBound { words.append(start..<name.upperBound) }
    return words
  }

  /// A number for a name or a word, the same in either letter case (FNV-1a).
  static func hash(_ bytes: [UInt8], _ range: Range<Int>, ignoringCase: Bool = true) -> UInt64 {
    var hash = offsetBasis
    for index in range {
      let byte = bytes[index]
      let isUpper = ignoringCase && byte >= 0x41 && byte <= 0x5A
      hash = combine(hash, UInt64(isUpper ? byte | 0x20 : byte))
    }
    return hash
  }

  static let offsetBasis: UInt64 = 0xCBF2_9CE4_8422_2325

  static func combine(_ hash: UInt64, _ value: UInt64) -> UInt64 { (hash ^ value) &* 0x0000_0100_0000_01B3 }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A capital after a small letter, the last capital of several before a small letter, the first digit, or the first
  /// letter after digits.
  private static func beginsWord(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
    let before = bytes[index - 1]
    let byte = bytes[index]
    if isDigit(byte) != isDigit(before) { return true }
    guard isCapital(byte) else { return false }
    return !isCapital(before) || (index + 1 < end && bytes[index + 1] >= 0x61 && bytes[index + 1] <= 0x7A)
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
}
