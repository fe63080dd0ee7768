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

  /// The rules of linters that say what one of ours says, by its id, without the linter's name.
  ///
  /// Source: the documentation of Ruff (flake8's numbers), ESLint and Pylint.
  private static let equivalents: [String: Set<String>] = [
    "debug-leftover": ["T100", "T201", "T203", "no-console", "no-debugger"],
    "error-handling-removed": ["S110", "S112", "no-empty"],
    "secret": ["S105", "S106", "S107"],
    "whitespace-error": ["W291", "W293", "no-trailing-spaces", "trailing-whitespace"],
  ]

  /// Whether a rule has said an imported finding: at the same place, in the same category, in like words, or known to say
  /// the same.
  static func isSaid(imported finding: Finding, by rules: [Finding]) -> Bool {
    let name = finding.rule.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
    return rules.contains { rule in
      var like = finding
      like.category = rule.category
      return concernsSame(rule, like)
        && (rule.category == finding.category || WordLikeness.of(rule.title, finding.title) >= 0.5
          || equivalents[rule.rule]?.contains(name) == true)
    }
  }

  private static func concernsSame(_ left: Finding, _ right: Finding) -> Bool {
    guard left.category == right.category, left.location.path == right.location.path,
      left.location.side == right.location.side, let first = left.location.lines, let second = right.location.lines
    else { return false }
    return first.overlaps(second)
  }
}
