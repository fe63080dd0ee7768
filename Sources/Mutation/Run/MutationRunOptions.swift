/// How mutants are run.
package struct MutationRunOptions: Hashable, Sendable {
  /// Mutants that run at the same time.
  package var width: Int

  /// A mutant's tests may take this many times what they take with the unchanged code, and never less than `floor`.
  package var factor: Double

  package var floor: Duration

  /// After that long no more mutants are run; nil for no bound.
  ///
  /// What is left is `.ignored`.
  package var budget: Duration?

  /// With more tests than this it is asked for each suite, and not for each test, which mutants it reaches.
  package var testLimit: Int

  /// Tests that are left out: those that fail with the unchanged code, where that is known already.
  package var excluded: [String]

  /// How much it is wanted to know of a mutant, by its number: those of most come first, when the budget may end.
  package var wanted: [Int: Double] = [:]

  package init(
    width: Int = 2, factor: Double = 6, floor: Duration = .milliseconds(1_500), budget: Duration? = nil,
    testLimit: Int = 400, excluded: [String] = []
  ) {
    self.width = width
    self.factor = factor
    self.floor = floor
    self.budget = budget
    self.testLimit = testLimit
    self.excluded = excluded
  }
}

/// How far a run of mutants is.
package struct MutationProgress: Hashable, Sendable {
  package let done: Int
  package let total: Int
  package let killed: Int

  /// From the pace so far.
  package let remaining: Duration
}
