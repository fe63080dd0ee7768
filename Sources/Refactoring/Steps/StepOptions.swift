package import SourceText

/// How the steps of a plan are carried out.
package struct StepOptions: Sendable {
  /// The paths below which files may be changed; all when empty.
  package var scope: [RelativePath]

  /// How many steps are tried together at the most, however far the plan is trusted; at least 1.
  package var batchLimit: Int

  /// What the commits within a batch have to pass by themselves.
  package var eachCommit: EachCommit

  /// How often a step is tried, with what an engine proposes in its place; at least 1.
  package var attempts: Int

  /// Whether the first step that is given up ends the run.
  package var failsFast: Bool

  /// When nothing new is begun any more; nil for never.
  package var deadline: ContinuousClock.Instant?

  package var message: CommitMessage

  /// The time of day in milliseconds since 1970, for what is remembered.
  package var now: @Sendable () -> Int

  /// What holds a commit that others of its batch follow; the last one of a batch passes all gates.
  package enum EachCommit: String, Hashable, Sendable, CaseIterable {
    /// It builds, and the tests that it reaches pass, or all where that cannot be told.
    case tests

    /// It builds.
    case build

    /// Only the last commit of a batch is held to anything, which saves most of the time.
    case nothing
  }

  /// Questions to one engine in a run: one that never comes to an end must not keep it for ever.
  package static let roundLimit = 200

  package init(
    scope: [RelativePath] = [], batchLimit: Int = 16, eachCommit: EachCommit = .tests, attempts: Int = 3,
    failsFast: Bool = false, deadline: ContinuousClock.Instant? = nil, message: CommitMessage,
    now: @escaping @Sendable () -> Int
  ) {
    self.scope = scope
    self.batchLimit = max(1, batchLimit)
    self.eachCommit = eachCommit
    self.attempts = max(1, attempts)
    self.failsFast = failsFast
    self.deadline = deadline
    self.message = message
    self.now = now
  }
}
