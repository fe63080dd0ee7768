import Characterization
import SwiftSource
import Testing

@testable import TestGeneration

struct FurtherRoundTests {
  private func recording(_ call: String, _ outcome: RecordedOutcome, regions: UInt64) -> Recording {
    Recording(
      candidate: CallCandidate(subject: "fields(of:separator:)", group: "fields", call: call), outcome: outcome,
      observations: [], regions: RegionVector(words: [regions]), instability: nil, duration: .zero)
  }

  @Test func `only what leads to uncovered lines is called again, with new calls`() throws {
    let engine = SwiftEngine(symbols: try ToyModule.symbols(), harvest: try ToyModule.harvest())
    let first = engine.proposal().candidates
    let second = engine.furtherProposal(after: [], tried: first, uncovered: ["Sources/Counter.swift": [57]])
    #expect(Set(second.candidates.map(\.subject)).isSubset(of: ["fields(of:separator:)", "read(file:)"]))
    #expect(!second.candidates.isEmpty)
    #expect(Set(second.candidates.map(CallText.init)).isDisjoint(with: first.map(CallText.init)))
    #expect(engine.furtherProposal(after: [], tried: first, uncovered: [:]).candidates.isEmpty)
  }

  @Test func `inputs that brought something are varied, others are not`() throws {
    let engine = SwiftEngine(symbols: try ToyModule.symbols(), harvest: try ToyModule.harvest())
    let recordings = [
      recording("fields(of: \"xy\")", .returned(nil), regions: 1),
      recording("fields(of: \"uv\")", .returned(nil), regions: 1),
    ]
    let second = engine.furtherProposal(after: recordings, tried: [], uncovered: ["Sources/Counter.swift": [57]])
    let calls = second.candidates.map(\.call)
    #expect(calls.contains("fields(of: \"x;y\")"))
    #expect(!calls.contains("fields(of: \"u;v\")"))
  }

  @Test func `results of calls are values of their type`() throws {
    let engine = SwiftEngine(symbols: try ToyModule.symbols(), harvest: try ToyModule.harvest())
    let recordings = [recording("f()", .returned(.literal("\"from a call\"", type: "String")), regions: 0)]
    let second = engine.furtherProposal(after: recordings, tried: [], uncovered: ["Sources/Counter.swift": [57]])
    #expect(second.candidates.contains { $0.call.contains("\"from a call\"") })
  }
}
