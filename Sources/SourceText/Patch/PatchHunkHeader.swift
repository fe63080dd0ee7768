/// The line before a hunk: `@@ -12,3 +12,4 @@ func f() {`.
struct PatchHunkHeader {
  let oldStart: Int
  let oldCount: Int
  let newStart: Int
  let newCount: Int
  let section: String

  /// Line numbers past this are nonsense, and their sums must not overflow.
  private static let largest = 1_000_000_000

  /// Nil when the line is no such header.
  init?(_ line: String) {
    guard line.hasPrefix("@@ -"), let end = line.dropFirst(4).firstRange(of: " @@") else { return nil }
    let ranges = line[line.index(line.startIndex, offsetBy: 4)..<end.lowerBound].split(
      separator: " ", omittingEmptySubsequences: false)
    guard ranges.count == 2, ranges[1].first == "+", let old = Self.range(ranges[0]),
      let new = Self.range(ranges[1].dropFirst())
    else { return nil }
    (oldStart, oldCount) = old
    (newStart, newCount) = new
    let rest = line[end.upperBound...]
    section = String(rest.first == " " ? rest.dropFirst() : rest)
  }

  /// How a hunk's lines differ from what the header says.
  func shortfall(_ old: Int, _ new: Int, _ rest: String) -> String {
    "the hunk's header says -\(oldCount) +\(newCount) lines, and there are -\(old) +\(new) \(rest)"
  }

  /// `12,3`, or `12` for a single line.
  private static func range(_ text: Substring) -> (Int, Int)? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let start = number(parts[0]), let count = parts.count == 2 ? number(parts[1]) : 1,
      start > 0 || count == 0
    else { return nil }
    return (start, count)
  }

  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(text), number <= largest
    else { return nil }
    return number
  }
}
