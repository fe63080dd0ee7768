package import SourceText

/// Which findings are worth a reader's time, and in which order.
///
/// Deterministic, since models judge the truth of a finding well and its importance badly.
package struct RankingPolicy: Hashable, Sendable {
  /// The most findings that are shown, besides blocking ones.
  package var maximumFindings: Int

  package init(maximumFindings: Int) {
    self.maximumFindings = max(0, maximumFindings)
  }

  /// The findings in order, and how many were held back.
  package func rank(_ findings: [Finding]) -> (shown: [Finding], heldBack: Int) {
    let ordered = findings.sorted { left, right in
      let (first, second) = (Self.weight(left), Self.weight(right))
      if left.isBlocking != right.isBlocking { return left.isBlocking }
      if first != second { return first > second }
      if left.location.path != right.location.path { return left.location.path < right.location.path }
      return Self.order(left) < Self.order(right)
    }
    var shown: [Finding] = []
    var places = maximumFindings
    for finding in ordered {
      if finding.isBlocking {
        shown.append(finding)
      } else if places > 0 {
        places -= 1
        shown.append(finding)
      }
    }
    return (shown, ordered.count - shown.count)
  }

  /// What a finding weighs: harm, times how much that kind of harm matters before a push, times how sure we are.
  private static func weight(_ finding: Finding) -> Double {
    severityWeight(finding.severity) * categoryWeight(finding.category) * finding.confidence
  }

  private static func order(_ finding: Finding) -> (Int, String, String) {
    (finding.location.lines?.first ?? 0, finding.rule, finding.title)
  }

  private static func severityWeight(_ severity: Severity) -> Double {
    switch severity {
    case .note: 1
    case .low: 2
    case .medium: 4
    case .high: 8
    case .critical: 16
    }
  }

  private static func categoryWeight(_ category: Finding.Category) -> Double {
    switch category {
    case .security: 1.2
    case .correctness: 1.1
    case .reliability: 1.0
    case .performance: 0.9
    case .testing: 0.7
    case .maintainability: 0.6
    case .documentation, .hygiene: 0.5
    }
  }
}
