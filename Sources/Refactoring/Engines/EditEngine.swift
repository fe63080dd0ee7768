/// What proposes changes and never writes a file: rewriters, a language server, another program, a model.
package protocol EditEngine: Sendable {
  /// For reports and the trust in it: `swift/shorthand-optional-binding`, `rename`, `ast-grep`, `model`.
  var name: String { get }

  /// Proposes one pass over the files as they are now.
  ///
  /// - Throws: `RefactoringError`, `ProcessError`, `CancellationError`.
  func propose(_ scope: EditScope) async throws -> Proposal
}
