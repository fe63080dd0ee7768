internal import Characterization
internal import SourceText
internal import SwiftSource

/// The deterministic engine, round by round: declarations and laws first, then whatever leads to code that nothing reached.
struct ValueEngine: CandidateEngine {
  private let engine: SwiftEngine

  /// What must hold, by the candidate that asks.
  let laws: [CallCandidate: LawCandidate.Law]

  init(_ engine: SwiftEngine) {
    self.engine = engine
    laws = Dictionary(engine.laws().map { ($0.candidate, $0.law) }) { first, _ in first }
  }

  var name: String { "values" }

  var harvest: ModuleHarvest { engine.harvest }

  /// Why declarations are not called, for a report.
  var reasons: String {
    engine.proposal().skipped.prefix(5).map { "\($0.subject) \($0.reason)" }.joined(separator: "; ")
  }

  func propose(_ round: CandidateRound) async throws -> [CallCandidate] {
    guard round.number > 1 else {
      // In the engine's order, which a dictionary has not.
      let asked = engine.laws().map(\.candidate)
      return Array((asked + engine.proposal().candidates).prefix(round.limit))
    }
    let uncovered = Dictionary(uniqueKeysWithValues: round.uncovered.map { ($0.key.string, $0.value) })
    let proposal = engine.furtherProposal(after: round.recordings, tried: round.tried, uncovered: uncovered)
    return Array(proposal.candidates.prefix(round.limit))
  }
}
