/// Whether bytes are JSON, written from RFC 8259 alone, without recursion and without making a value.
struct ReferenceJSON {
  /// Whether the bytes are one JSON value in UTF-8, perhaps behind a byte order mark.
  private(set) var isValid = false

  /// Whether they are, and hold nothing that a reader may refuse: no byte order mark, no half of a surrogate pair, no
  /// number of more than 15 characters.
  private(set) var isPlain = false

  /// The deepest nesting.
  private(set) var depth = 0

  private enum Expected {
    case value
    case valueOrEnd
    case keyOrEnd
    case key
    case colon
    case commaOrEnd
  }

  private let bytes: [UInt8]
  private var place = 0
  private var hasOddities = false

  init(_ input: [UInt8]) {
    hasOddities = input.starts(with: [0xEF, 0xBB, 0xBF])
    bytes = hasOddities ? Array(input.dropFirst(3)) : input
    isValid = String(validating: bytes, as: UTF8.self) != nil && readAll()
    isPlain = isValid && !hasOddities
  }

  private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
  }

  private mutating func readAll() -> Bool {
    var open: [UInt8] = []
    var expected = Expected.value
    while true {
      skipBlanks()
      if place == bytes.count { return open.isEmpty && expected == .commaOrEnd }
      switch expected {
      case .value, .valueOrEnd:
        if expected == .valueOrEnd, take("]") {
          open.removeLast()
          expected = .commaOrEnd
        } else if next == UInt8(ascii: "[") || next == UInt8(ascii: "{") {
          expected = next == UInt8(ascii: "[") ? .valueOrEnd : .keyOrEnd
          open.append(next)
          depth = max(depth, open.count)
          place += 1
        } else {
          guard readScalar() else { return false }
          expected = .commaOrEnd
        }
      case .key, .keyOrEnd:
        if expected == .keyOrEnd, take("}") {
          open.removeLast()
          expected = .commaOrEnd
        } else {
          guard readString() else { return false }
          expected = .colon
        }
      case .colon:
        guard take(":") else { return false }
        expected = .value
      case .commaOrEnd:
        guard let last = open.last else { return false }
        if take(last == UInt8(ascii: "[") ? "]" : "}") {
          open.removeLast()
        } else {
          guard take(",") else { return false }
          expected = last == UInt8(ascii: "[") ? .value : .key
        }
      }
    }
  }

  private mutating func readScalar() -> Bool {
    for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
      place += word.utf8.count
      return true
    }
    return next == UInt8(ascii: "\"") ? readString() : readNumber()
  }

  private mutating func readString() -> Bool {
    guard take("\"") else { return false }
    while place < bytes.count {
      if take("\"") { return true }
      if next < 0x20 { return false }
      guard take("\\") else {
        place += 1
        continue
      }
      if take("u") {
        let digits = bytes[place...].prefix(4)
        guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
          digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-")
        else { return false }
        if (0xD800...0xDFFF).contains(code) { hasOddities = true }
        place += 4
      } else {
        guard "\"\\/bfnrt".utf8.contains(next) else { return false }
        place += 1
      }
    }
    return false
  }

  private mutating func readNumber() -> Bool {
    let start = place
    _ = take("-")
    if !take("0") { guard readDigits() else { return false } }
    if take(".") { guard readDigits() else { return false } }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard readDigits() else { return false }
      hasOddities = true
    }
    if place - start > 15 { hasOddities = true }
    return true
  }

  private mutating func readDigits() -> Bool {
    let start = place
    while (0x30...0x39).contains(next) { place += 1 }
    return place > start
  }
}
