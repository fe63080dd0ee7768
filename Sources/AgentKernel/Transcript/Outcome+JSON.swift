package import JSON
internal import Models

extension Outcome {
  /// The outcome's name in transcripts and events.
  package var name: String {
    switch self {
    case .answered: "answered"
    case .completed: "completed"
    case .incomplete: "incomplete"
    case .budgetReached: "budget_reached"
    case .providerFailed: "provider_failed"
    case .refused: "refused"
    case .invalidOutput: "invalid_output"
    case .wentInCircles: "went_in_circles"
    case .denied: "denied"
    case .interrupted: "interrupted"
    }
  }

  /// The outcome with what belongs to it.
  package var value: JSONValue {
    var members: [String: JSONValue] = ["kind": .string(name), "description": .string(description)]
    switch self {
    case .answered(let answer): members["answer"] = answer
    case .completed(let text): members["text"] = .string(text)
    case .incomplete(let answer, let budget):
      members["answer"] = answer
      members["budget"] = .string(budget.rawValue)
    case .budgetReached(let budget): members["budget"] = .string(budget.rawValue)
    case .providerFailed(let error): members["error"] = .string(error.code.rawValue)
    case .refused, .invalidOutput, .wentInCircles, .denied, .interrupted: break
    }
    return .object(members)
  }

  /// An outcome that a run does not go on from; nil for what is no such outcome.
  ///
  /// What was interrupted, failed or ran out of something goes on when it is resumed.
  init?(final value: JSONValue) {
    switch value["kind"]?.string {
    case "answered": self = .answered(value["answer"] ?? .null)
    case "completed": self = .completed(value["text"]?.string ?? "")
    case "incomplete":
      self = .incomplete(
        value["answer"] ?? .null, value["budget"]?.string.flatMap(BudgetLimit.init(rawValue:)) ?? .tokens)
    case "refused": self = .refused
    default: return nil
    }
  }
}
