package import Characterization

/// What proposes calls and tests; nothing that it says counts before it was run.
package protocol CandidateEngine: Sendable {
  /// For reports: `values`, `model`.
  var name: String { get }

  /// Proposes for one round.
  ///
  /// - Parameter round: what is known so far.
  /// - Returns: empty when it has nothing more to propose.
  func propose(_ round: CandidateRound) async throws -> [CallCandidate]
}
