/// How mutants are run.
package struct MutationRunOptions: Hashable, Sendable {
  /// Mutants that run at the same time.
  package var width: Int

  /// A mutant's tests may take this many times what they take with the unchanged code, never less than `floor`, and at most
  /// `ceiling` longer.
  package var factor: Double

  package var floor: Duration

  package var ceiling = Duration.seconds(20)

  /// After that long all is over, whatever is running then; nil for no bound.
  ///
  /// What is left is `.ignored`.
  package var budget: Duration?

  /// With more tests than this it is asked for each suite, and not for each test, which mutants it reaches.
  package var testLimit: Int

  /// Tests that are left out: those that fail with the unchanged code, where that is known already.
  package var excluded: [String]

  /// The tests that mutants meet, by the names that runs give them; nil for all that pass.
  package var tests: [String]?

  /// The mutants that are run, by their numbers; nil for all.
  ///
  /// Of the others nothing is said.
  package var mutants: Set<Int>?

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
