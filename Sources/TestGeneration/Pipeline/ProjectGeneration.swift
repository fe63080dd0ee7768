package import Verification

/// Writes tests for one kind of project.
package protocol ProjectGeneration: Sendable {
  /// Says what would be done; nothing is built, and nothing of the project runs.
  ///
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`.
  func plan(_ target: GenerationTarget) async throws -> [GenerationPlan]

  /// Writes tests into the project's area.
  ///
  /// - Returns: a report for each module, in their order.
  /// - Throws: as `plan`, besides `CharacterizationError`, `MutationError`, `CancellationError`.
  func run(_ target: GenerationTarget) async throws -> [GenerationReport]
}

/// What a run would do, without doing it.
package struct GenerationPlan: Sendable {
  package let layout: ProjectLayout
  package let selection: Selection

  /// What tests would be written with; nil where none can be written without a model.
  package let framework: ProjectLayout.TestFramework?

  /// Where they would go: a target, a file; empty where none can be written without a model.
  package let place: String

  /// The functions that tests are wanted for, in the order in which time is spent on them; empty where they are not ranked.
  package let targets: [RankedTarget]

  package init(
    layout: ProjectLayout, selection: Selection, framework: ProjectLayout.TestFramework?, place: String,
    targets: [RankedTarget] = []
  ) {
    self.targets = targets
    self.layout = layout
    self.selection = selection
    self.framework = framework
    self.place = place
  }
}
