package import Verification

/// How the project stood before the first step.
package struct Baseline: Hashable, Sendable {
  /// Tests that failed in each run, sorted; none unless a red baseline was accepted.
  package var failing: [String]

  /// Tests that passed in one run and failed in another, sorted; what they say is never counted.
  package var flaky: [String]

  /// Tests that passed in each run.
  package var passedCount: Int

  /// How often the tests were run.
  package var runs: Int

  /// How many lines the tests cover; nil when that was not asked for or could not be had.
  package var coverage: CoverageReport.Share?

  /// Files of the commit that running the tests changes, sorted; they are put back each time.
  package var rewritten: [String]

  /// Whether the tests as a whole did not come to their end, which was accepted.
  package var isCutShort: Bool

  /// Whether there is something that builds the project, and whether there are tests.
  package var hasBuild: Bool
  package var hasTests: Bool

  /// What a reader should know, a sentence each.
  package var notes: [String]

  package init(
    failing: [String] = [], flaky: [String] = [], passedCount: Int = 0, runs: Int = 0,
    coverage: CoverageReport.Share? = nil, rewritten: [String] = [], isCutShort: Bool = false,
    hasBuild: Bool = false, hasTests: Bool = false, notes: [String] = []
  ) {
    self.failing = failing
    self.flaky = flaky
    self.passedCount = passedCount
    self.runs = runs
    self.coverage = coverage
    self.rewritten = rewritten
    self.isCutShort = isCutShort
    self.hasBuild = hasBuild
    self.hasTests = hasTests
    self.notes = notes
  }
}
