/// The exit codes of all programs of the suite.
package enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
  /// Done, and every asked-for threshold met; for the hook, the push may go on.
  case success = 0

  /// A threshold was not met: findings at or above the level, a blocking finding.
  case threshold = 1

  /// The command line or the configuration makes no sense.
  case usage = 2

  /// The model's provider, the network or other infrastructure failed, after retries.
  case infrastructure = 3

  /// The budget of time, tokens or turns was used up.
  case budget = 4

  /// The sandbox is weaker than the least that is allowed.
  case sandbox = 5

  /// A call that was needed was denied.
  case denied = 6

  /// A part was not done or not reviewed.
  case partial = 7

  /// The state that the command needs is not there: no repository, no such revision, a dirty tree.
  case precondition = 8

  /// A fault of the program itself.
  case internalError = 70

  /// Ended by SIGINT, as a shell counts it.
  case interrupted = 130

  /// Ended by SIGTERM, as a shell counts it.
  case terminated = 143
}
