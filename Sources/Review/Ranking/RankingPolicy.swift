package import Reporting
package import SourceText

/// Which findings are worth a reader's time, and in which order.
///
/// Deterministic, since models judge the truth of a finding well and its importance badly.
package struct RankingPolicy: Hashable, Sendable {
  /// The most findings that are shown, besides blocking ones.
  package var maximumFindings: Int

  /// By rule, what the confidence in its findings is multiplied with, from 0 to 1, since it was wrong before.
  ///
  /// Blocking findings are not touched.
  package var confidenceFactors: [String: Double]

  /// Below this factor a rule's findings are held back: it was wrong, as somebody said, and hardly ever right.
  static let leastFactor = 0.25

  package init(maximumFindings: Int, confidenceFactors: [String: Double] = [:]) {
    self.maximumFindings = max(0, maximumFindings)
    self.confidenceFactors = confidenceFactors.filter { $0.value < 1 }
  }

  /// The findings in order, how many the limit held back, and what became of those of doubted rules.
  package func rank(_ findings: [Finding]) -> (shown: [Finding], heldBack: Int, doubts: [ReviewReport.Doubt]) {
    var believed: [Finding] = []
    var doubts: [String: ReviewReport.Doubt] = [:]
    for var finding in findings {
      guard !finding.isBlocking, let factor = confidenceFactors[finding.rule].map({ max(0, $0) }) else {
        believed.append(finding)
        continue
      }
      let isHeldBack = factor < Self.leastFactor
      let none = ReviewReport.Doubt(rule: finding.rule, confidenceFactor: factor, lowered: 0, heldBack: 0)
      doubts[finding.rule, default: none].lowered += isHeldBack ? 0 : 1
      doubts[finding.rule, default: none].heldBack += isHeldBack ? 1 : 0
      finding.confidence *= factor
      if !isHeldBack { believed.append(finding) }
    }
    let (shown, heldBack) = rankBelieved(believed)
    return (shown, heldBack, doubts.values.sorted { $0.rule < $1.rule })
  }

  private func rankBelieved(_ findings: [Finding]) -> (shown: [Finding], heldBack: Int) {
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
