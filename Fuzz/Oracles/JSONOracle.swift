package import JSON

/// `JSONValue` against `ReferenceJSON`: what is read is JSON, within the limit of depth, and plain JSON is read.
///
/// A value that was read is written so that it reads the same, always in the same bytes, and without control characters.
package struct JSONOracle: Sendable {
  /// Reads bytes; nil when they are no JSON.
  package typealias Reader = @Sendable (_ bytes: [UInt8], _ limits: JSONValue.Limits) -> JSONValue?

  private let read: Reader

  package init(read: @escaping Reader = { try? JSONValue.parse($0, limits: $1) }) { self.read = read }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    let limits = JSONValue.Limits(size: 1 << 16, depth: 16)
    let value = try ProcessorTime.bounded("reading \(input.count) bytes", microseconds: 100 * input.count) {
      () throws(Violation) in read(input, limits)
    }
    let reference = ReferenceJSON(input)
    guard let value else {
      try require(
        !reference.isPlain || reference.depth > limits.depth || input.count > limits.size,
        "\(shown(input)) is JSON, and is refused")
      return
    }
    try require(reference.isValid, "\(shown(input)) is no JSON, and is read as \(value)")
    try require(reference.depth <= limits.depth, "\(shown(input)) has \(reference.depth) levels, and is read")
    for layout in [JSONValue.Layout.compact, .indented] {
      let text = value.serialized(layout)
      try require(
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (layout == .indented && $0 == 0x0A) },
        "\(value) is written with a control character")
      guard let again = read(Array(text.utf8), JSONValue.Limits(size: 1 << 24, depth: 16)) else {
        throw Violation("\(value) is written as \(text), which is no JSON")
      }
      try require(again == value, "\(value) is written as \(text), which is read as \(again)")
      try require(again.serialized(layout) == text, "\(value) is written in two ways")
    }
  }

  private func shown(_ bytes: [UInt8]) -> String { String(reflecting: String(decoding: bytes, as: UTF8.self)) }
}
