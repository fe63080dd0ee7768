/// The name of one application of a change, which stands in its journal, its backup and its temporary files.
package struct RunID: Hashable, Sendable, CustomStringConvertible {
  /// Sixteen hexadecimal digits in lower case.
  package let string: String

  /// A name that no other run has, but for a chance of one in 2^64.
  package static func random() -> RunID { RunID(unchecked: randomDigits(count: 16)) }

  /// Reads a name; nil unless it is sixteen hexadecimal digits in lower case.
  package init?(_ string: some StringProtocol) {
    guard string.utf8.count == 16, string.utf8.allSatisfy({ Self.digits.contains($0) }) else { return nil }
    self.string = String(string)
  }

  package var description: String { string }

  /// What the names of this run's temporary files begin with.
  package var temporaryPrefix: String { ".fulcrum-\(string)-" }

  private init(unchecked string: String) { self.string = string }

  static func randomDigits(count: Int) -> String {
    String(decoding: (0..<count).map { _ in digits[Int.random(in: 0..<16)] }, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
