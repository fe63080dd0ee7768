package import Models

/// A run that has ended.
package struct AgentRun: Sendable {
  package let outcome: Outcome

  /// All that was said, every call with its result.
  package let log: [LogEntry]

  /// What the run cost, with the agents that it sent.
  package let spending: Spending

  /// Answers that the model gave in this run itself.
  package let turns: Int

  package let time: Duration

  /// The calls that were denied, the first hundred of them.
  package let denials: [PermissionDenial]

  package init(
    outcome: Outcome, log: [LogEntry], spending: Spending, turns: Int, time: Duration,
    denials: [PermissionDenial] = []
  ) {
    self.denials = denials
    self.outcome = outcome
    self.log = log
    self.spending = spending
    self.turns = turns
    self.time = time
  }

  /// Tokens of all answers, also of agents that it sent.
  package var usage: Usage { spending.usage }

  /// How many answers each model gave, in the order of the runtime's models.
  package var answersByModel: [Int] { spending.answersByModel }
}
