/// One thing that a check or a reviewer says about a change, at a place in it.
package struct Finding: Hashable, Sendable {
  /// The rule's id in kebab case (`conflict-marker`), or `review/` and the category for a model's finding.
  package var rule: String

  package var category: Category

  package var severity: Severity

  /// How sure the source is that this is true, from 0 to 1.
  ///
  /// A deterministic rule says its measured or designed precision.
  package var confidence: Double

  package var location: Location

  /// The code it is about, as it stands in the change.
  ///
  /// A secret in it is masked.
  package var quote: String

  /// One line, without a full stop: what is wrong.
  package var title: String

  /// Why it is wrong and what follows, in a few sentences.
  package var explanation: String

  /// What to do instead: words, or replacement code.
  package var suggestion: String?

  package var origin: Origin

  /// Whether this finding by itself stops a push: conflict markers and secrets.
  package var isBlocking: Bool

  /// How the finding was checked; nil for a deterministic rule, whose match is its own proof.
  package var verification: Verification?

  /// A name that stays the same when lines above the finding move; empty until it is assigned by `assigningFingerprints`.
  package var fingerprint: String

  package init(
    rule: String, category: Category, severity: Severity, confidence: Double, location: Location, quote: String,
    title: String, explanation: String, suggestion: String? = nil, origin: Origin = .rule, isBlocking: Bool = false,
    verification: Verification? = nil, fingerprint: String = ""
  ) {
    self.rule = rule
    self.category = category
    self.severity = severity
    self.confidence = confidence
    self.location = location
    self.quote = quote
    self.title = title
    self.explanation = explanation
    self.suggestion = suggestion
    self.origin = origin
    self.isBlocking = isBlocking
    self.verification = verification
    self.fingerprint = fingerprint
  }
}

extension Finding {
  /// What kind of harm a finding is about.
  package enum Category: String, Hashable, Sendable, CaseIterable, Codable {
    case correctness
    case security
    case performance
    case reliability
    case maintainability
    case testing
    case documentation
    case hygiene
  }

  /// Where a finding stands.
  package struct Location: Hashable, Sendable {
    package var path: RelativePath

    /// The lines, in the file that `side` names; nil when the whole file is meant.
    package var lines: LineRange?

    package var side: Side

    package init(path: RelativePath, lines: LineRange? = nil, side: Side = .new) {
      self.path = path
      self.lines = lines
      self.side = side
    }
  }

  /// The state of the file that line numbers refer to.
  package enum Side: String, Hashable, Sendable {
    case old
    case new
  }

  /// Who says it.
  package enum Origin: String, Hashable, Sendable {
    case rule
    case model

    /// A linter, whose report was imported; the rule begins with its name.
    case imported
  }

  /// What a second, independent look at a finding said.
  package struct Verification: Hashable, Sendable {
    package enum Verdict: String, Hashable, Sendable, CaseIterable, Codable {
      case confirmed
      case uncertain
      case refuted
    }

    package var verdict: Verdict

    /// Why, in a sentence or two.
    package var reason: String

    package init(verdict: Verdict, reason: String) {
      self.verdict = verdict
      self.reason = reason
    }
  }
}
