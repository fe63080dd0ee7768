/// What a run may cost.
///
/// Source: SPEC.md, section 1: turns, tokens, money and time are all bounded.
public struct AgentLimits: Hashable, Sendable {
  /// Requests that the model answers.
  public var turns: Int

  /// Tokens of all prompts and answers together, as the provider counts them; what its cache serves counts a tenth, as
  /// it is billed.
  public var tokens: Int

  /// US dollars for all answers; nil for no bound.
  ///
  /// Only models whose price is known are asked under such a limit.
  package var money: Money?

  /// Time from start to end; nil for no bound.
  public var time: Duration?

  /// How often an answer that cannot be used is sent back to be mended, in a row.
  public var repairs: Int

  /// Limits of one run.
  ///
  /// - Parameters:
  ///   - turns: requests that the model answers, at least 1.
  ///   - tokens: of all prompts and answers together, at least 1.
  ///   - time: from start to end, above zero; nil for no bound.
  ///   - repairs: how often in a row an answer that cannot be used is sent back, at least 0.
  public init(turns: Int = 30, tokens: Int = 1_000_000, time: Duration? = nil, repairs: Int = 2) {
    self.turns = turns
    self.tokens = tokens
    self.time = time
    self.repairs = repairs
  }

  /// Limits of one run, money too.
  package init(turns: Int = 30, tokens: Int = 1_000_000, money: Money?) {
    self.init(turns: turns, tokens: tokens)
    self.money = money
  }
}
