/// What proposes changes and never writes a file: rewriters, a language server, another program, a model.
package protocol EditEngine: Sendable {
  /// For reports and the trust in it: `swift/shorthand-optional-binding`, `rename`, `ast-grep`, `model`.
  var name: String { get }

  /// Whether it may have a better step in the place of one that was taken back; otherwise it is not asked.
  var canRepair: Bool { get }

  /// Proposes one pass over the files as they are now.
  ///
  /// - Throws: `RefactoringError`, `ProcessError`, `CancellationError`.
  func propose(_ scope: EditScope) async throws -> Proposal

  /// Proposes another step in the place of one that was taken back.
  ///
  /// - Parameter scope: the files as they are now: with all steps that are committed, and nothing else.
  /// - Returns: a step that speaks of the files as they are now; nil when there is no better one.
  /// - Throws: as `propose(_:)`.
  func repair(_ failure: StepFailure, in scope: EditScope) async throws -> ProposedStep?
}

extension EditEngine {
  package var canRepair: Bool { false }

  /// Rules know no second way.
  package func repair(_ failure: StepFailure, in scope: EditScope) async throws -> ProposedStep? { nil }
}
