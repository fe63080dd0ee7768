package import AgentKernel
internal import Models
package import SourceText

/// What a model made of a goal: the plan, what became of each item, and what it cost.
package struct GoalReport: Hashable, Sendable {
  package var goal: String

  /// In the plan's order.
  package var items: [Item]

  /// Why there is nothing to do; empty otherwise.
  package var reason: String

  /// Whether there is a plan at all.
  package var isPlanned: Bool

  /// The model that was asked first.
  package var model: String

  /// Which words of the agent's definition led to it.
  package var agent: String

  /// What all answers cost, also those of processes that were killed, as far as they had told it.
  package var spending: Spending

  package struct Item: Hashable, Sendable {
    package var name: String
    package var scope: [RelativePath]
    package var what: String
    package var state: State

    /// What was done, taken back or said, a line each.
    package var ledger: [String]
  }

  package enum State: Hashable, Sendable {
    case open

    /// With what the model said about it; mostly nothing.
    case done(String)

    case left(String, isByLimit: Bool)
  }

  /// Items that were given up.
  package var left: [Item] { items.filter { if case .left = $0.state { true } else { false } } }

  /// Whether an item was given up because a limit was reached.
  package var isCutShort: Bool {
    items.contains { if case .left(_, true) = $0.state { true } else { false } }
  }

  /// The cost in millionths of a dollar; nil where a price is not known.
  package var microdollars: Int? { spending.cost.unpricedTokens == 0 ? spending.cost.money.microdollars : nil }

  /// What it cost, in words for a person; nil when nobody was asked.
  package var words: String? {
    guard spending.requests > 0 else { return nil }
    let usage = spending.usage
    let money = microdollars == nil ? "" : ", \(spending.cost.money)"
    return "\(model) in \(spending.requests) \(spending.requests == 1 ? "answer" : "answers"), "
      + "\(usage.prompt) tokens in, \(usage.output) out\(money)"
  }
}
