/// The name of a run's transcripts: when it began, and a few digits of chance.
package struct TranscriptID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Such as `20261125T202945123Z-3f9a1c`; names sort by time.
  package let string: String

  /// A name that no other run has.
  package static func new(at time: TranscriptTime) -> TranscriptID {
    let digits = Array("0123456789abcdef")
    return TranscriptID(unchecked: time.compact + "-" + String((0..<6).map { _ in digits[Int.random(in: 0..<16)] }))
  }

  /// Reads a name; nil for a text that is none, such as a path.
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 19, parts[1].count == 6,
      parts[0].allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "Z") }),
      parts[1].allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    string = String(text)
  }

  package var description: String { string }

  package static func < (left: TranscriptID, right: TranscriptID) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  private init(unchecked string: String) { self.string = string }
}
