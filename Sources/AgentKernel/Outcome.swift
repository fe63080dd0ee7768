public import JSON
public import Models

/// How a run ended.
///
/// Every run ends in exactly one of these.
///
/// Source: what headless users of production agents ask for: one word on how a run ended, and an exit code that follows from it
/// (SPEC.md, section 5).
public enum Outcome: Hashable, Sendable {
  /// The final tool accepted this answer.
  case answered(JSONValue)

  /// The model ended in words, and the agent has no final tool.
  case completed(String)

  /// The answer of the last turn, which the model got because a limit had come near: it is valid, and may lack something.
  ///
  /// It is a text where the agent has no final tool.
  case incomplete(JSONValue, BudgetLimit)

  /// A limit was reached first.
  case budgetReached(BudgetLimit)

  /// The provider failed, after retries.
  case providerFailed(ModelError)

  /// The model refused the task.
  case refused

  /// The model's answers stayed unusable after the repairs that the limits allow.
  case invalidOutput(String)

  /// The model made the same calls with the same results again after it was told.
  case wentInCircles

  /// A call was denied, and without it the model did not come to an answer.
  case denied(PermissionDenial)

  /// The run was cancelled from outside.
  case interrupted
}

extension Outcome: CustomStringConvertible {
  /// What happened, in a few plain words.
  public var description: String {
    switch self {
    case .answered, .completed: "done"
    case .incomplete(_, .context):
      "the conversation nearly filled the model's window, so the model had to answer before it was done"
    case .incomplete(_, let limit): "\(limit) came near, so the model had to answer before it was done"
    case .budgetReached(.context): "the conversation outgrew the model's context window"
    case .budgetReached(let limit): "\(limit) was reached"
    case .providerFailed(let error): "the model did not answer: \(error)"
    case .refused: "the model refused the task"
    case .invalidOutput(let reason): "the model's answer could not be used: \(reason)"
    case .wentInCircles: "the model made the same calls again and again, with the same results"
    case .denied(let denial): "the model came to no answer after a call was denied: \(denial)"
    case .interrupted: "the run was interrupted"
    }
  }
}
