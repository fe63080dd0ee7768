package import SourceText

/// How the steps of a plan are carried out.
package struct StepOptions: Sendable {
  /// The paths below which files may be changed; all when empty.
  package var scope: [RelativePath]

  /// How many steps are tried together at the most, however far the plan is trusted; at least 1.
  package var batchLimit: Int

  /// How often a step is tried, with what an engine proposes in its place; at least 1.
  package var attempts: Int

  /// Whether the first step that is given up ends the run.
  package var failsFast: Bool

  /// When nothing new is begun any more; nil for never.
  package var deadline: ContinuousClock.Instant?

  package var message: CommitMessage

  /// The time of day in milliseconds since 1970, for what is remembered.
  package var now: @Sendable () -> Int

  /// Questions to one engine in a run: one that never comes to an end must not keep it for ever.
  package static let roundLimit = 200

  package init(
    scope: [RelativePath] = [], batchLimit: Int = 16, attempts: Int = 3, failsFast: Bool = false,
    deadline: ContinuousClock.Instant? = nil, message: CommitMessage, now: @escaping @Sendable () -> Int
  ) {
    self.scope = scope
    self.batchLimit = max(1, batchLimit)
    self.attempts = max(1, attempts)
    self.failsFast = failsFast
    self.deadline = deadline
    self.message = message
    self.now = now
  }
}
