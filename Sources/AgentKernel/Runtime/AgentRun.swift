public import Models

/// A run that has ended.
public struct AgentRun: Sendable {
  /// How it ended.
  public let outcome: Outcome

  /// All that was said, every call with its result.
  package let log: [LogEntry]

  /// What the run cost, with the agents that it sent.
  public let spending: Spending

  /// Answers that the model gave in this run itself.
  public let turns: Int

  /// Time from the task to the end.
  public let time: Duration

  /// The calls that were denied, the first hundred of them.
  public let denials: [PermissionDenial]

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

  /// What came of a run.
  init(_ outcome: Outcome, _ state: AgentState, models: [AgentModel], time: Duration) {
    self.init(
      outcome: outcome, log: state.log, spending: state.spending + Spending(answersByModel: models.map { _ in 0 }),
      turns: state.turns, time: time, denials: state.denials)
  }

  /// Tokens of all answers, also of agents that it sent.
  public var usage: Usage { spending.usage }

  /// How many answers each model gave, in the order of the runtime's models.
  package var answersByModel: [Int] { spending.answersByModel }
}
