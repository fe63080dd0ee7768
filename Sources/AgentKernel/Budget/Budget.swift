/// What a run, or several that share it, may use.
///
/// Of each limit a share is held back for a final answer: ordinary requests may use up the rest, and then there is one
/// more. The idea is a ledger in which the worst case is reserved before a call and settled after it.
package struct Budget: Hashable, Sendable {
  /// Answers of the model; nil for no bound.
  package var turns: Int?

  /// Tokens of prompts and answers, what a cache served a tenth; nil for no bound.
  package var tokens: Int?

  /// US dollars; nil for no bound.
  package var money: Money?

  /// Of the tokens and of the money, one part in so many is held back at the least.
  package var shareDivisor: Int

  /// A budget; without a limit, one that only keeps account.
  package init(turns: Int? = nil, tokens: Int? = nil, money: Money? = nil, shareDivisor: Int = 5) {
    self.turns = turns
    self.tokens = tokens
    self.money = money
    self.shareDivisor = max(1, shareDivisor)
  }
}

/// The limits that a run can reach.
public enum BudgetLimit: String, Hashable, Sendable, CaseIterable {
  case turns
  case tokens
  case money
  case time
  case context
}

extension BudgetLimit: CustomStringConvertible {
  /// The limit, as it goes before "was reached".
  public var description: String {
    switch self {
    case .turns: "the limit of turns"
    case .tokens: "the limit of tokens"
    case .money: "the limit of money"
    case .time: "the deadline"
    case .context: "the end of the model's context window"
    }
  }
}
