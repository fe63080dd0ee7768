/// Carries a campaign's work out on one unit, in whatever way.
package protocol UnitRunner: Sendable {
  /// Works on a unit until it is done or has failed; whatever happens to it is an outcome, not an error.
  ///
  /// - Parameters:
  ///   - task: what to do.
  ///   - started: is told of the process that does it, as soon as there is one.
  /// - Throws: `CancellationError` when the task was cancelled; nothing of the unit's processes runs any more then.
  func run(_ task: UnitTask, started: @escaping @Sendable (ProcessTrace) -> Void) async throws -> UnitOutcome
}

/// One attempt at one unit.
package struct UnitTask: Hashable, Sendable {
  package var unit: CampaignUnit

  /// From 1.
  package var attempt: Int

  /// Whether an earlier attempt may have been cut off in the middle.
  package var resumes: Bool

  /// Whether the earlier attempt left steps out, which are tried again.
  package var retriesLeft: Bool

  package init(unit: CampaignUnit, attempt: Int = 1, resumes: Bool = false, retriesLeft: Bool = false) {
    self.unit = unit
    self.attempt = attempt
    self.resumes = resumes
    self.retriesLeft = retriesLeft
  }
}
