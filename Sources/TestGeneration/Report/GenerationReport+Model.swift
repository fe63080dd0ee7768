package import AgentKernel
internal import Models

extension GenerationReport {
  /// What a model was asked, gave and cost.
  package struct ModelUse: Hashable, Sendable {
    /// The model that was asked first.
    package let name: String

    /// Which words of the agent's definition led to it.
    package let agent: String

    /// Functions that it was asked about.
    package var asked = 0

    /// Functions that it was not asked about, for want of time, budget or an answering model.
    package var left = 0

    /// Tests that it proposed.
    package var proposed = 0

    /// Tests of these that were run and accepted, before each had to earn its place.
    package var kept = 0

    package var spending = Spending()

    /// How the first conversation ended that did not come to its end; nil when all did.
    package var trouble: Outcome?

    /// Whether no further conversation makes sense.
    private(set) var isStopped = false

    package init(name: String, agent: String) {
      self.name = name
      self.agent = agent
    }

    /// Takes account of how a conversation ended.
    mutating func note(_ outcome: Outcome) {
      switch outcome {
      case .answered, .completed: return
      case .providerFailed, .denied, .interrupted, .budgetReached(.tokens), .budgetReached(.money),
        .budgetReached(.time), .incomplete(_, .tokens), .incomplete(_, .money), .incomplete(_, .time):
        isStopped = true
      case .budgetReached, .incomplete, .refused, .invalidOutput, .wentInCircles: break
      }
      trouble = trouble ?? outcome
    }
  }
}

extension GenerationReport.ModelUse {
  /// What it cost, in words for a person; nil when it gave no answer.
  package var words: String? {
    guard spending.requests > 0 else { return nil }
    let usage = spending.usage
    let money = spending.cost.unpricedTokens == 0 ? ", \(spending.cost.money)" : ""
    return "\(name) in \(spending.requests) \(spending.requests == 1 ? "answer" : "answers"), "
      + "\(usage.prompt) tokens in, \(usage.output) out\(money)"
  }

  /// What it did, in words for a person.
  package var summary: String {
    let functions = "\(asked) \(asked == 1 ? "function" : "functions")"
    let tests = "\(proposed) \(proposed == 1 ? "test" : "tests")"
    let rest = left > 0 ? "; not asked about \(left) more" : ""
    let used = "\(kept) \(kept == 1 ? "was" : "were") run and accepted"
    return "asked about \(functions), it proposed \(tests), of which \(used)\(rest)"
  }
}
