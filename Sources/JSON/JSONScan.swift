/// What is seen of a text without recursion, before Foundation's decoder, which recurses and is laxer than RFC 8259, sees
/// it.
struct JSONScan {
  /// Arrays and objects inside one another, at most.
  private(set) var depth = 0

  /// What is no JSON, though the decoder takes it.
  private(set) var fault: String?

  init(_ bytes: [UInt8]) {
    var level = 0
    // The last byte outside strings that is no blank.
    var last: UInt8 = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        let (end, isWellFormed) = Self.endOfString(in: bytes, from: index + 1)
        // The decoder looks at a value only when it is asked for it, and of two members with one key at the first alone.
        if !isWellFormed { fault = "a text has an escape or a control character that no text may have" }
        index = end
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        level += 1
        depth = max(depth, level)
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        level -= 1
        if last == UInt8(ascii: ",") { fault = "a comma has nothing behind it" }
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = bytes[index...].firstIndex { !Self.isOfNumber($0) } ?? bytes.count
        if !Self.isNumber(bytes[index..<end]) { fault = "a number is malformed" }
        index = end - 1
      default: break
      }
      if !Self.isBlank(byte) { last = byte }
      index += 1
    }
    // The decoder would take the text for UTF-16 or UTF-32, in which the bytes above are no quotation marks and brackets.
    if bytes.contains(0) { fault = "it is not UTF-8, or holds a NUL byte" }
    // A text that the decoder is not asked for may hold bytes that are no UTF-8 too.
    if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
      fault = "it is not UTF-8"
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  /// Where the closing quotation mark stands, or the end of the text; and whether all before it is what a string may hold.
  private static func endOfString(in bytes: [UInt8], from start: Int) -> (end: Int, isWellFormed: Bool) {
    var index = start
    var isWellFormed = true
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] < 0x20 { isWellFormed = false }
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      let escape = index + 1 < bytes.count ? bytes[index + 1] : 0
      if escape == UInt8(ascii: "u") {
        let digits = bytes.dropFirst(index + 2).prefix(4)
        if digits.count < 4 || !digits.allSatisfy(isHexadecimal) { isWellFormed = false }
      } else if !"\"\\/bfnrt".utf8.contains(escape) {
        isWellFormed = false
      }
      index += 2
    }
    return (index, isWellFormed)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Whether a run of digits and signs is a number: `-0.5e+3`.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func take(_ characters: StaticString) -> Bool {
      let choices = UnsafeBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount)
      guard let first = rest.first, choices.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    func takeDigits() -> Bool {
      let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      rest = rest.dropFirst(digits.count)
      return !digits.isEmpty
    }
    _ = take("-")
    guard take("0") || takeDigits() else { return false }
    if take("."), !takeDigits() { return false }
    if take("eE") {
      _ = take("+-")
      guard takeDigits() else { return false }
    }
    return rest.isEmpty
  }
}
