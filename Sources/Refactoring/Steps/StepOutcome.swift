package import SourceText

/// What became of one step, for the report.
package struct StepOutcome: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    /// It holds, as this commit; nil in a preview, which makes none.
    case done(ObjectID?)

    /// A gate was red, also after repairs; the files are as they were.
    case quarantined(Gate, attempts: Int, lines: [String])
  }

  package let title: String

  /// The name of the engine that proposed it.
  package let engine: String

  /// Sorted.
  package let files: [RelativePath]

  package let ending: Ending

  /// What the gates said last.
  package let gates: [GateResult]

  /// How many steps the gates judged together with it, itself included.
  package let batch: Int
}
