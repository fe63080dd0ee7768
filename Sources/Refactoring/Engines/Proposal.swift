package import Editing

/// What an engine would change, in steps each of which can stand alone.
package struct Proposal: Hashable, Sendable {
  /// In the order in which they are to be tried; empty when there is nothing to do.
  package var steps: [ProposedStep]

  /// What was left alone, and why.
  package var skipped: [SkippedFile]

  /// What a reader should know, a sentence each.
  package var notes: [String]

  package init(steps: [ProposedStep] = [], skipped: [SkippedFile] = [], notes: [String] = []) {
    self.steps = steps
    self.skipped = skipped
    self.notes = notes
  }
}
