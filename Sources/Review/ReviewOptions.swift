package import Evidence
package import Git
package import SourceText
package import Tools

/// How a review is done.
package struct ReviewOptions: Sendable {
  /// The most findings that are reported; blocking ones are reported beyond it.
  package var maximumFindings: Int

  /// When the review must be over; what is not done by then is reported as not done.
  ///
  /// Nil for no bound.
  package var deadline: ContinuousClock.Instant?

  /// Ids of rules that are switched off.
  package var disabledRules: Set<String>

  /// Files that are not reviewed; rules that block a push look at them all the same.
  package var excluded: [GlobPattern]

  package var diffLimits: DiffLimits

  /// What linters have reported.
  package var imports: Imports

  /// What is known of some rules, by their ids: what the confidence in their findings is multiplied with, from 0 to 1.
  ///
  /// Asked once, and only for rules that found something which does not block. A rule without an entry is believed.
  package var confidenceFactors: @Sendable (Set<String>) async -> [String: Double]

  /// The linters to run; nil for none.
  package var linters: LinterRunner?

  /// What asks language servers about the state after a change; gives nil where none can be asked.
  package var codeIntelligence: @Sendable (RepositoryView) async -> CodeIntelligence? = { _ in nil }

  /// What a model is told besides the change and the project's instructions.
  package var context: ReviewContext

  package init(
    maximumFindings: Int = 10, deadline: ContinuousClock.Instant? = nil, disabledRules: Set<String> = [],
    excluded: [GlobPattern] = [], diffLimits: DiffLimits = DiffLimits(),
    imports: Imports = Imports(), linters: LinterRunner? = nil,
    context: ReviewContext = ReviewContext(),
    confidenceFactors: @escaping @Sendable (Set<String>) async -> [String: Double] = { _ in [:] }
  ) {
    self.maximumFindings = maximumFindings
    self.deadline = deadline
    self.disabledRules = disabledRules
    self.excluded = excluded
    self.diffLimits = diffLimits
    self.imports = imports
    self.confidenceFactors = confidenceFactors
    self.linters = linters
    self.context = context
  }
}
