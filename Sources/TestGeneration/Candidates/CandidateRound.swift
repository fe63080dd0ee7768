package import Characterization
package import SourceText

/// What an engine may build on: the code, and what earlier rounds have brought.
package struct CandidateRound: Sendable {
  /// From 1.
  package let number: Int

  /// What was recorded before.
  package let recordings: [Recording]

  /// What was proposed before, also what did not compile.
  package let tried: [CallCandidate]

  /// Lines that nothing has reached yet, by file.
  package let uncovered: [RelativePath: Set<Int>]

  /// How many candidates at most.
  package let limit: Int

  package init(
    number: Int, recordings: [Recording], tried: [CallCandidate], uncovered: [RelativePath: Set<Int>], limit: Int
  ) {
    self.number = number
    self.recordings = recordings
    self.tried = tried
    self.uncovered = uncovered
    self.limit = limit
  }
}
