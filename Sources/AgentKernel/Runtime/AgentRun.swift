package import Models

/// A run that has ended.
package struct AgentRun: Sendable {
  package let outcome: Outcome

  /// All that was said, every call with its result.
  package let log: [LogEntry]

  package let usage: Usage

  /// Answers that the model gave.
  package let turns: Int

  package let time: Duration

  package init(outcome: Outcome, log: [LogEntry], usage: Usage, turns: Int, time: Duration) {
    self.outcome = outcome
    self.log = log
    self.usage = usage
    self.turns = turns
    self.time = time
  }
}
