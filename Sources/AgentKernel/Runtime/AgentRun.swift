public import Models

/// A run that has ended.
public struct AgentRun: Sendable {
  /// How it ended.
  public let outcome: Outcome

  /// All that was said, every call with its result.
  package let log: [LogEntry]

  /// What all answers cost together, in tokens.
  public let usage: Usage

  /// Answers that the model gave.
  public let turns: Int

  /// How many of them each model gave, in the order of the runtime's models.
  package let answersByModel: [Int]

  /// Time from the task to the end.
  public let time: Duration

  /// The calls that were denied, the first hundred of them.
  public let denials: [PermissionDenial]

  package init(
    outcome: Outcome, log: [LogEntry], usage: Usage, turns: Int, answersByModel: [Int], time: Duration,
    denials: [PermissionDenial] = []
  ) {
    self.denials = denials
    self.outcome = outcome
    self.log = log
    self.usage = usage
    self.turns = turns
    self.answersByModel = answersByModel
    self.time = time
  }
}
