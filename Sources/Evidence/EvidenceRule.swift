package import SourceText

/// A check that needs no model: a changed file in, located facts out.
///
/// A rule reports only what the change adds or turns, never what was there before.
package protocol EvidenceRule: Sendable {
  /// What the rule is and why it exists.
  static var description: RuleDescription { get }

  /// The facts about one changed file, in any order.
  func findings(in file: ChangedFile) -> [Finding]
}

/// What a rule is and why it exists.
package struct RuleDescription: Hashable, Sendable {
  /// The rule's name in kebab case.
  package var id: String

  /// One line, without a full stop: what is wrong.
  package var title: String

  /// Why it is worth a reader's time, in a few sentences.
  package var rationale: String

  package var category: Finding.Category

  /// The usual severity; a rule may lower or raise it for a case.
  package var severity: Severity

  /// The precision that the rule is designed for, from 0 to 1.
  package var confidence: Double

  /// Whether its findings by themselves stop a push.
  package var isBlocking: Bool

  /// Whether it runs when nobody has said so; a rule that also speaks about many good changes does not.
  package var isOnByDefault: Bool

  package init(
    id: String, title: String, rationale: String, category: Finding.Category, severity: Severity, confidence: Double,
    isBlocking: Bool = false, isOnByDefault: Bool = true
  ) {
    self.id = id
    self.title = title
    self.rationale = rationale
    self.category = category
    self.severity = severity
    self.confidence = confidence
    self.isBlocking = isBlocking
    self.isOnByDefault = isOnByDefault
  }

  /// A finding of this rule, with what the rule says by default.
  func finding(
    at location: Finding.Location, quote: String, title: String? = nil, explanation: String, suggestion: String? = nil
  ) -> Finding {
    Finding(
      rule: id, category: category, severity: severity, confidence: confidence, location: location, quote: quote,
      title: title ?? self.title, explanation: explanation, suggestion: suggestion, isBlocking: isBlocking)
  }
}
