package import SourceText

/// What became of the mutants of a project.
package struct MutationResults: Sendable {
  /// In the order of their numbers.
  package let mutants: [Mutant]

  /// By the mutants' numbers.
  package let statuses: [Int: MutantStatus]

  /// Lines with code on them, in the files that were mutated; 0 where it is not known.
  package let codeLines: Int

  /// Tests that do not pass by themselves with the unchanged code and so met no mutant, with what they did.
  package let failing: [String: String]

  /// What else is worth telling, a line each.
  package let notes: [String]

  package let buildDuration: Duration

  /// The tests with the unchanged code, and what each reaches.
  package let baselineDuration: Duration

  /// All runs of mutants.
  package let duration: Duration

  /// Mutants that were really run.
  package let executed: Int

  package init(
    mutants: [Mutant], statuses: [Int: MutantStatus], codeLines: Int = 0,
    failing: [String: String] = [:], notes: [String] = [],
    buildDuration: Duration = .zero, baselineDuration: Duration = .zero, duration: Duration = .zero, executed: Int = 0
  ) {
    self.mutants = mutants
    self.statuses = statuses
    self.codeLines = codeLines
    self.failing = failing
    self.notes = notes
    self.buildDuration = buildDuration
    self.baselineDuration = baselineDuration
    self.duration = duration
    self.executed = executed
  }

  package func status(of mutant: Mutant) -> MutantStatus {
    statuses[mutant.id] ?? .ignored(reason: "it was not run")
  }

  package var score: MutationScore { MutationScore(mutants.map(status)) }

  /// Sorted by path.
  package var scoresByFile: [(path: RelativePath, score: MutationScore)] {
    Dictionary(grouping: mutants, by: \.path).sorted { $0.key < $1.key }
      .map { ($0.key, MutationScore($0.value.map(status))) }
  }

  /// How dense the mutants that count are; scores of different densities do not compare.
  package var mutantsPerHundredLines: Double {
    codeLines == 0 ? 0 : Double(score.counted) * 100 / Double(codeLines)
  }

  /// How many a second were run.
  package var perSecond: Double {
    duration == .zero ? 0 : Double(executed) / (duration / .seconds(1))
  }
}
