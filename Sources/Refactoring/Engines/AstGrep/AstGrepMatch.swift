internal import JSON
internal import SourceText

/// One match of a rule of ast-grep, as its stream of JSON tells it.
struct AstGrepMatch: Hashable {
  let path: RelativePath

  /// The bytes that matched, and what ast-grep took them for.
  let range: Range<Int>
  let text: String

  /// What takes the place of `replacedRange`, which may be more than what matched.
  let replacement: String
  let replacedRange: Range<Int>

  let rule: String

  /// - Parameter line: one line of `--json=stream`.
  /// - Returns: nil for a match without a replacement.
  /// - Throws: `RefactoringError` with code `.engine` for what is no match.
  init?(line: Substring) throws(RefactoringError) {
    guard let value = try? JSONValue.parse(String(line)), let file = value["file"]?.string,
      let range = Self.range(value["range"]?["byteOffset"]), let text = value["text"]?.string,
      let path = try? RelativePath(file)
    else { throw RefactoringError(.engine, "ast-grep writes what is no match: \(line.prefix(200))") }
    guard let replacement = value["replacement"]?.string else { return nil }
    guard let replaced = Self.range(value["replacementOffsets"]) else {
      throw RefactoringError(
        .engine, "this ast-grep does not say which bytes a replacement is for; version 0.30 or newer is needed")
    }
    self.path = path
    self.range = range
    self.text = text
    self.replacement = replacement
    replacedRange = replaced
    rule = value["ruleId"]?.string ?? ""
  }

  private static func range(_ value: JSONValue?) -> Range<Int>? {
    guard let start = value?["start"]?.integer, let end = value?["end"]?.integer, 0 <= start, start <= end else {
      return nil
    }
    return start..<end
  }

  /// The matches that can be replaced together: of two that overlap the outer one, which the next pass looks into.
  ///
  /// - Returns: them in the order of the file, and how many are left for later.
  static func apart(_ matches: [AstGrepMatch]) -> (kept: [AstGrepMatch], nested: Int) {
    var kept: [AstGrepMatch] = []
    var nested = 0
    let sorted = matches.sorted {
      ($0.replacedRange.lowerBound, -$0.replacedRange.upperBound) < (
        $1.replacedRange.lowerBound, -$1.replacedRange.upperBound
      )
    }
    for match in sorted {
      if let last = kept.last, match.replacedRange.lowerBound < last.replacedRange.upperBound {
        nested += 1
      } else {
        kept.append(match)
      }
    }
    return (kept, nested)
  }
}
