package import SourceText

/// What came of a run.
package struct RefactoringReport: Hashable, Sendable {
  package var plan: String
  package var summary: String

  /// The commit that the first step stands on, and the one that the last one made.
  package var base: ObjectID
  package var head: ObjectID

  /// The full name of the reference that leads to the last commit; nil when there is none.
  package var reference: String?

  /// Whether nothing was to be done but to say what would be.
  package var isPreview: Bool

  /// Whether this run went on with one that had not come to its end.
  package var isResumed: Bool

  /// Nil in a preview.
  package var baseline: Baseline?

  package var gates: Set<Gate>

  /// In the order in which they ended.
  package var steps: [StepOutcome]

  /// Engines that failed, a sentence each.
  package var failures: [String]

  /// What else is worth knowing, a sentence each.
  package var notes: [String]

  package var stop: StepLoop.Stop?

  package var duration: Duration

  /// What a preview would change, as git shows it.
  package var difference: String

  /// Steps that hold, or would.
  package var done: [StepOutcome] {
    steps.filter { if case .done = $0.ending { true } else { false } }
  }

  /// Steps that were given up.
  package var left: [StepOutcome] {
    steps.filter { if case .quarantined = $0.ending { true } else { false } }
  }

  /// The commits, oldest first.
  package var commits: [ObjectID] {
    steps.compactMap { if case .done(let commit) = $0.ending { commit } else { nil } }
  }

  /// The files that changed, sorted.
  package var files: [RelativePath] { Set(done.flatMap(\.files)).sorted() }
}
