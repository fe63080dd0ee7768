import AgentDefinitions
import AgentKernel
import Characterization
import Mutation
import SourceText
import SwiftSource
import Testing
import Tools

@testable import TestGeneration

/// The toy module as a model is asked about it.
enum ModelExample {
  static func path() throws -> RelativePath { try RelativePath("Sources/Pile.swift") }

  static func function(_ name: String) throws -> FunctionHarvest {
    try #require(
      try ToyModule.harvest().files.flatMap(\.functions).first { $0.name == name && $0.path == "Sources/Pile.swift" })
  }

  /// A function of which its last line but one is not reached.
  static func target(_ name: String = "pop", uncovered: Set<Int>? = nil, mutants: [Mutant] = []) throws -> ModelTarget {
    let function = try function(name)
    let symbols = try ToyModule.symbols()
    let harvest = try ToyModule.harvest()
    return ModelTarget(
      function: function, symbol: symbols.symbols.first { harvest.function(of: $0) == function }, path: try path(),
      uncovered: uncovered ?? [function.lines.lowerBound + 1], parts: [], mutants: mutants)
  }

  /// The toy module's names, and those that tests here make up.
  static func vocabulary() throws -> ProposalVocabulary {
    ProposalVocabulary(
      globals: ProposalVocabulary(try ToyModule.symbols()).globals.union([
        "a", "f", "pile", "P", "FareError", "OtherError",
      ]),
      members: ProposalVocabulary(try ToyModule.symbols()).members.union(["tooOld", "tooYoung", "Young"]))
  }

  static func mutant(_ id: Int = 1, line: Int, _ original: String = "<", _ replacement: String = "<=") throws -> Mutant
  {
    Mutant(
      id: id, path: try path(), startLine: line, startColumn: 1, endLine: line, endColumn: 2, operation: .boundary,
      original: original, replacement: replacement)
  }

  static func agent() throws -> AgentDefinition {
    try AgentDefinition(parsing: try #require(AgentDefinitions.texts["gen-tests"]), source: "gen-tests")
  }

  static func recording(
    _ candidate: CallCandidate, _ outcome: RecordedOutcome, observations: [RecordedValue] = []
  ) -> Recording {
    Recording(
      candidate: candidate, outcome: outcome, observations: observations, regions: RegionVector(), instability: nil,
      duration: .zero)
  }
}
