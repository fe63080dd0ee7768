/// The lines of a patch, read from the front.
struct PatchLines {
  private let bytes: [UInt8]
  private var position = 0

  /// The number of the next line, counted from 1.
  private(set) var number = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var byteCount: Int { bytes.count }

  /// The next line, or one after it; nil at the end.
  func peek(_ distance: Int = 0) -> PatchLine? {
    var start = position
    for _ in 0..<distance {
      guard start < bytes.count else { return nil }
      start = end(from: start) + 1
    }
    return start < bytes.count ? PatchLine(bytes: bytes[start..<end(from: start)]) : nil
  }

  mutating func advance() {
    guard position < bytes.count else { return }
    position = end(from: position) + 1
    number += 1
  }

  private func end(from start: Int) -> Int {
    bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }
}

/// One line of a patch, without its line feed.
struct PatchLine {
  let bytes: ArraySlice<UInt8>

  /// What kind of hunk line it is; nil for an empty line.
  var mark: UInt8? {
    let first = bytes.first
    return first == UInt8(ascii: "\r") && bytes.count == 1 ? nil : first
  }

  /// What follows the mark of a hunk's line, as it is.
  var content: String { String(decoding: bytes.dropFirst(), as: UTF8.self) }

  /// The line without a carriage return at its end.
  var text: String { String(decoding: endsWithReturn ? bytes.dropLast() : bytes, as: UTF8.self) }

  var endsWithReturn: Bool { bytes.last == UInt8(ascii: "\r") }

  var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  var isHunkHeader: Bool { hasPrefix("@@ -") }

  /// The dashes below which a mail's signature stands.
  var isSignature: Bool { ["-- ", "--"].contains(text) }

  func hasPrefix(_ text: StaticString) -> Bool {
    bytes.starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
