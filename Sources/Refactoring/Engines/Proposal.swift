package import Editing

/// What an engine would change, in steps each of which can stand alone.
package struct Proposal: Hashable, Sendable {
  /// In the order in which they are to be tried; empty when there is nothing to do.
  package var steps: [ProposedStep]

  /// What was left alone, and why.
  package var skipped: [SkippedFile]

  /// What a reader should know, a sentence each.
  package var notes: [String]

  /// What the engine wants to know when it is asked again (`EditScope.history`).
  package var memo: String

  /// Whether the engine is asked again, whatever becomes of the steps.
  package var goesOn: Bool

  package init(
    steps: [ProposedStep] = [], skipped: [SkippedFile] = [], notes: [String] = [], memo: String = "",
    goesOn: Bool = false
  ) {
    self.steps = steps
    self.skipped = skipped
    self.notes = notes
    self.memo = memo
    self.goesOn = goesOn
  }
}
