/// Reads a JSON text from front to back, without making values of it: for documents of many megabytes, of which little is kept.
///
/// Whoever reads says what comes next; what does not fit is an error. Nothing is read twice, and what is skipped takes no stack.
package struct JSONPullReader {
  private let bytes: [UInt8]
  private var position = 0

  /// Arrays and objects inside one another that are skipped.
  private static let depthLimit = 512

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Calls `body` for each member of the object that comes next, with its key; it must read or skip the value.
  ///
  /// - Throws: `JSONError` when there is no object, or as `body`.
  package mutating func forEachMember(
    _ body: (inout JSONPullReader, _ key: String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try take(UInt8(ascii: "{"))
    if isNext(UInt8(ascii: "}")) { return }
    while true {
      let key = try string()
      try take(UInt8(ascii: ":"))
      try body(&self, key)
      if isNext(UInt8(ascii: "}")) { return }
      try take(UInt8(ascii: ","))
    }
  }

  /// Calls `body` for each element of the array that comes next; it must read or skip the element.
  ///
  /// - Throws: `JSONError` when there is no array, or as `body`.
  package mutating func forEachElement(_ body: (inout JSONPullReader) throws(JSONError) -> Void) throws(JSONError) {
    try take(UInt8(ascii: "["))
    if isNext(UInt8(ascii: "]")) { return }
    while true {
      try body(&self)
      if isNext(UInt8(ascii: "]")) { return }
      try take(UInt8(ascii: ","))
    }
  }

  /// Reads the string that comes next.
  package mutating func string() throws(JSONError) -> String {
    let start = nextPosition()
    try skipString()
    let inner = bytes[(start + 1)..<(position - 1)]
    guard inner.contains(UInt8(ascii: "\\")) else { return String(decoding: inner, as: UTF8.self) }
    guard let text = try JSONValue.parse(Array(bytes[start..<position])).string else { throw fault("a string") }
    return text
  }

  /// Reads the whole number that comes next, or `true` as 1 and `false` as 0; what is beyond the range of `Int` becomes its end.
  package mutating func integer() throws(JSONError) -> Int {
    let start = nextPosition()
    if isWord("true") { return 1 }
    if isWord("false") { return 0 }
    let isNegative = start < bytes.count && bytes[start] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var value = 0
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLargeNow) = product.addingReportingOverflow(Int(bytes[position] - UInt8(ascii: "0")))
      value = isTooLarge || isTooLargeNow ? .max : sum
      position += 1
    }
    guard position > first else { throw fault("a whole number") }
    // A fraction is cut off.
    if position < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[position]) {
      skipScalar()
    }
    return isNegative ? -value : value
  }

  /// Whether what comes next is an array or object, which then has to be read or skipped.
  package mutating func isContainerNext() -> Bool {
    let next = nextPosition()
    return next < bytes.count && (bytes[next] == UInt8(ascii: "{") || bytes[next] == UInt8(ascii: "["))
  }

  /// Passes over the value that comes next, whatever it is.
  package mutating func skip() throws(JSONError) {
    var depth = 0
    repeat {
      guard nextPosition() < bytes.count else { throw fault("a value") }
      switch bytes[position] {
      case UInt8(ascii: "\""): try skipString()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
        guard depth <= Self.depthLimit else {
          throw JSONError(.tooDeep, "JSON nested more than \(Self.depthLimit) levels deep")
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
        guard depth >= 0 else { throw fault("a value") }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { throw fault("a value") }
        position += 1
      default: skipScalar()
      }
    } while depth > 0
  }

  /// Whether all was read but blanks.
  package mutating func isAtEnd() -> Bool { nextPosition() == bytes.count }

  private mutating func skipScalar() {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"),
        UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
        // Always forward, so that no input keeps the reader in one place.
        if position == start { position += 1 }
        return
      default: position += 1
      }
    }
  }

  private mutating func skipString() throws(JSONError) {
    try take(UInt8(ascii: "\""))
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw fault("the end of a string")
  }

  private mutating func isWord(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    let isThere = bytes[position..<end].elementsEqual(
      UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    if isThere { position = end }
    return isThere
  }

  private mutating func isNext(_ byte: UInt8) -> Bool {
    guard nextPosition() < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ byte: UInt8) throws(JSONError) {
    guard isNext(byte) else { throw fault(String(UnicodeScalar(byte))) }
  }

  /// Passes over blanks.
  @discardableResult
  private mutating func nextPosition() -> Int {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    return position
  }

  private func fault(_ expected: String) -> JSONError {
    JSONError(.syntax, "not the JSON that was expected: byte \(position) should begin \(expected)")
  }
}
