internal import SourceText

/// Keeps a reader from being told the same thing twice.
enum Deduplication {
  /// Those candidates that neither a rule nor an earlier candidate has said: one finding for each place and category.
  static func removingRepetitions(from candidates: [Finding], alreadySaid rules: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    for candidate in candidates.sorted(by: { $0.severity > $1.severity }) {
      let said = (rules + kept).contains { other in
        other.category == candidate.category && other.location.path == candidate.location.path
          && other.location.side == candidate.location.side && overlap(other, candidate)
      }
      if !said { kept.append(candidate) }
    }
    return kept
  }

  private static func overlap(_ left: Finding, _ right: Finding) -> Bool {
    guard let first = left.location.lines, let second = right.location.lines else { return false }
    return first.overlaps(second)
  }
}
