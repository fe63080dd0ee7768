internal import Characterization
internal import SourceText
internal import SwiftSource

/// The deterministic engine, round by round.
struct ValueEngine: CandidateEngine {
  private let engine: SwiftEngine
  private let selection: Selection

  init(_ engine: SwiftEngine, selection: Selection) {
    self.engine = engine
    self.selection = selection
  }

  var name: String { "values" }

  var harvest: ModuleHarvest { engine.harvest }

  /// Why declarations are not called, for a report.
  var reasons: String {
    let skipped = engine.proposal().skipped
    return skipped.prefix(5).map { "\($0.subject) \($0.reason)" }.joined(separator: "; ")
  }

  func propose(_ round: CandidateRound) async throws -> [CallCandidate] {
    round.number == 1 ? Array(engine.proposal().candidates.prefix(round.limit)) : []
  }
}
