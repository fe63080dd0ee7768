public import JSON
public import Models

/// How a run ended.
///
/// Every run ends in exactly one of these.
public enum Outcome: Hashable, Sendable {
  /// The final tool accepted this answer.
  case answered(JSONValue)

  /// The model ended in words, and the agent has no final tool.
  case completed(String)

  /// A limit was reached first.
  case budgetReached(Budget)

  /// The provider failed, after retries.
  case providerFailed(ModelError)

  /// The model refused the task.
  case refused

  /// The model's answers stayed unusable after the repairs that the limits allow.
  case invalidOutput(String)

  /// A call was denied, and without it the model did not come to an answer.
  case denied(PermissionDenial)

  /// The run was cancelled from outside.
  case interrupted

  /// The limits that a run can reach.
  public enum Budget: String, Hashable, Sendable {
    case turns
    case tokens
    case time
    case context
  }
}

extension Outcome: CustomStringConvertible {
  /// What happened, in a few plain words.
  public var description: String {
    switch self {
    case .answered, .completed: "done"
    case .budgetReached(.turns): "the limit of turns was reached"
    case .budgetReached(.tokens): "the limit of tokens was reached"
    case .budgetReached(.time): "the deadline was reached"
    case .budgetReached(.context): "the conversation outgrew the model's context window"
    case .providerFailed(let error): "the model did not answer: \(error)"
    case .refused: "the model refused the task"
    case .invalidOutput(let reason): "the model's answer could not be used: \(reason)"
    case .denied(let denial): "the model came to no answer after a call was denied: \(denial)"
    case .interrupted: "the run was interrupted"
    }
  }
}
