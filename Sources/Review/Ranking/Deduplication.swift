internal import SourceText

/// Keeps a reader from being told the same thing twice.
enum Deduplication {
  /// Those candidates that neither a rule nor an earlier candidate has said.
  ///
  /// A rule has said what stands at the same place in the same category. Two candidates say the same when moreover their
  /// titles share most of their words: two different defects may stand in one line.
  static func removingRepetitions(from candidates: [Finding], alreadySaid rules: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    for candidate in candidates.sorted(by: { $0.severity > $1.severity }) {
      let isSaid =
        rules.contains { concernsSame($0, candidate) }
        || kept.contains { concernsSame($0, candidate) && WordLikeness.of($0.title, candidate.title) >= 0.5 }
      if !isSaid { kept.append(candidate) }
    }
    return kept
  }

  private static func concernsSame(_ left: Finding, _ right: Finding) -> Bool {
    guard left.category == right.category, left.location.path == right.location.path,
      left.location.side == right.location.side, let first = left.location.lines, let second = right.location.lines
    else { return false }
    return first.overlaps(second)
  }
}
