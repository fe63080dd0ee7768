extension ReviewReport {
  /// What the trust ledger made of a rule's findings, since the rule was wrong in this repository before.
  package struct Doubt: Hashable, Sendable {
    package var rule: String

    /// What the confidence in its findings was multiplied with, from 0 to 1.
    package var confidenceFactor: Double

    /// Findings that took a later place, or fell behind the limit.
    package var lowered: Int

    /// Findings that are not shown, whatever the limit.
    package var heldBack: Int

    package init(rule: String, confidenceFactor: Double, lowered: Int, heldBack: Int) {
      self.rule = rule
      self.confidenceFactor = confidenceFactor
      self.lowered = lowered
      self.heldBack = heldBack
    }

    /// In words, without the rule: `was wrong here before: 2 held back`.
    var text: String {
      let fates = [(lowered, "shown later"), (heldBack, "held back")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      return "was wrong here before: \(fates.joined(separator: ", "))"
    }
  }

  /// Findings that are not shown since their rules were wrong before.
  var doubtedCount: Int { doubts.reduce(0) { $0 + $1.heldBack } }
}
