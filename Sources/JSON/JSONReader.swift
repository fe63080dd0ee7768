/// Reads JSON as RFC 8259 has it, and nothing besides, in one pass.
///
/// A reader of its own: Foundation's decoder takes more than JSON (UTF-16, `[1,]`, `3+`), so that its text had to be looked
/// through before it, and a run reads a hundred short texts a second, for each of which the decoder makes containers that
/// nobody needs.
struct JSONReader {
  private let bytes: [UInt8]
  private let depthLimit: Int
  private var place = 0
  private var depth = 0

  /// Arrays and objects in each other that are read at most, whatever the limit: each is a call on the stack.
  private static let greatestDepth = 512

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private init(_ bytes: [UInt8], depth: Int) {
    self.bytes = bytes
    depthLimit = min(depth, Self.greatestDepth)
  }

  /// The one value that takes up all of the bytes, which a byte order mark may precede.
  ///
  /// - Parameters:
  ///   - bytes: text in UTF-8.
  ///   - depth: arrays and objects in each other, at most 512.
  /// - Throws: `JSONError` with code `.syntax` or `.tooDeep`.
  static func value(of bytes: [UInt8], depth: Int) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes, depth: depth)
    if bytes.starts(with: byteOrderMark) { reader.place = byteOrderMark.count }
    let value = try reader.readValue()
    reader.skipBlanks()
    guard reader.place == bytes.count else { throw reader.fault("nothing may follow the value") }
    return value
  }

  /// The byte that comes next; 0, which no JSON holds, at the end.
  private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

  private func fault(_ what: String) -> JSONError {
    JSONError(.syntax, "not JSON: \(what), at byte \(place)" + (place >= bytes.count ? ", where the text ends" : ""))
  }

  private mutating func skipBlanks() {
    while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { place += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func readValue() throws(JSONError) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try readObject())
    case UInt8(ascii: "["): return .array(try readArray())
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    default: throw fault("a value must stand here")
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for byte in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard take(byte) else { throw fault("a word other than true, false and null") }
    }
    return value
  }

  private mutating func enter() throws(JSONError) {
    place += 1
    depth += 1
    guard depth <= depthLimit else {
      throw JSONError(.tooDeep, "JSON nested more than \(depthLimit) levels deep")
    }
  }

  private mutating func readArray() throws(JSONError) -> [JSONValue] {
    try enter()
    defer { depth -= 1 }
    var elements: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try readValue())
      skipBlanks()
      if take(UInt8(ascii: "]")) { return elements }
      guard take(UInt8(ascii: ",")) else { throw fault("`,` or `]` must stand here") }
    }
  }

  /// Of two members with one key the first counts.
  private mutating func readObject() throws(JSONError) -> [String: JSONValue] {
    try enter()
    defer { depth -= 1 }
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw fault("a key must stand here") }
      let key = try readString()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw fault("`:` must stand here") }
      let value = try readValue()
      if members[key] == nil { members[key] = value }
      skipBlanks()
      if take(UInt8(ascii: "}")) { return members }
      guard take(UInt8(ascii: ",")) else { throw fault("`,` or `}` must stand here") }
    }
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func readString() throws(JSONError) -> String {
    place += 1
    let start = place
    skipPlainText()
    guard next == UInt8(ascii: "\\") else { return try closed(bytes[start..<place]) }
    var text = Array(bytes[start..<place])
    while take(UInt8(ascii: "\\")) {
      try readEscape(into: &text)
      let run = place
      skipPlainText()
      text += bytes[run..<place]
    }
    return try closed(text[...])
  }

  /// Goes on to a quotation mark, an escape, a byte that no text may hold, or the end.
  private mutating func skipPlainText() {
    while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\""),
      bytes[place] != UInt8(ascii: "\\")
    {
      place += 1
    }
  }

  private mutating func closed(_ text: ArraySlice<UInt8>) throws(JSONError) -> String {
    guard take(UInt8(ascii: "\"")) else {
      throw fault(place < bytes.count ? "a text holds a control character" : "a text has no end")
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw fault("a text is not UTF-8") }
    return string
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(JSONError) {
    let escape = next
    place += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try readScalar())).utf8)
    default: throw fault("a text has an escape that there is not")
    }
  }

  /// What `\u` and four digits mean, two of them for what lies beyond 16 bits.
  private mutating func readScalar() throws(JSONError) -> Unicode.Scalar {
    var code = try readCode()
    if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try readCode()
      if (0xDC00..<0xE000).contains(low) { code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) }
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("a text has one half of a character") }
    return scalar
  }

  private mutating func readCode() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch next {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = next - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = next - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = next - UInt8(ascii: "A") + 10
      default: throw fault("a text has an escape of fewer than four digits")
      }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }
}

// MARK: - Numbers

extension JSONReader {
  private mutating func readNumber() throws(JSONError) -> JSONValue {
    let start = place
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try readDigits() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      try readDigits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try readDigits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw fault("a number is too large") }
    // A number that is whole only once it is rounded is written as a whole one, and must be read as what it is written.
    return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
  }

  private mutating func readDigits() throws(JSONError) {
    let start = place
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
    guard place > start else { throw fault("a digit must stand here") }
  }
}
