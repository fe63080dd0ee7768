/// What a line is to the diff that it may stand in, for colours.
enum DiffLineKind: String, Hashable, Sendable {
  case plain
  case heading
  case hunk
  case added
  case removed

  /// The lines of a text with their kinds: diffs as git writes them, and as the tools do with line numbers in front.
  static func lines(of text: String) -> [(text: Substring, kind: DiffLineKind)] {
    var isInHunk = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("@@ -") {
        isInHunk = true
        return (line, .hunk)
      }
      if line.hasPrefix("=== ") || line.hasPrefix("diff --git ") {
        isInHunk = false
        return (line, .heading)
      }
      if line.isEmpty { isInHunk = false }
      return (line, isInHunk ? kind(ofHunkLine: line) : .plain)
    }
  }

  private static func kind(ofHunkLine line: Substring) -> DiffLineKind {
    let numbers = line.utf8.prefix { $0 == UInt8(ascii: " ") || (48...57).contains($0) }
    let isNumbered = numbers.count >= 6
    guard let mark = line.utf8.dropFirst(isNumbered ? numbers.count : 0).first else { return .plain }
    if mark == UInt8(ascii: "+") { return .added }
    return mark == UInt8(ascii: "-") ? .removed : .plain
  }
}
