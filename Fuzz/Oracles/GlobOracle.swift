package import SourceText

/// `GlobPattern` against `ReferenceGlob`: both take the same patterns, and match the same paths.
///
/// The input is a pattern, a line feed and a path.
package struct GlobOracle: Sendable {
  /// Whether a pattern matches a path; nil when it is no pattern.
  package typealias Matcher = @Sendable (_ pattern: String, _ path: RelativePath) -> Bool?

  private let matches: Matcher

  package init(matches: @escaping Matcher = { try? GlobPattern($0).matches($1) }) { self.matches = matches }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    let parts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let pattern = String(validating: parts[0], as: UTF8.self),
      let text = String(validating: parts[1], as: UTF8.self), let path = try? RelativePath(text)
    else { return }
    let found = try ProcessorTime.bounded(
      "matching \(parts[1].count) bytes with a pattern of \(parts[0].count)",
      microseconds: 2 * (parts[0].count + 1) * (parts[1].count + 1)
    ) { () throws(Violation) in matches(pattern, path) }
    let expected = ReferenceGlob(pattern).map { $0.matches(text) }
    try require(
      found == expected,
      "\(String(reflecting: pattern)) on \(String(reflecting: text)): \(said(found)), and the reference \(said(expected))"
    )
  }

  private func said(_ answer: Bool?) -> String {
    answer.map { $0 ? "matches" : "does not match" } ?? "is no pattern"
  }
}
