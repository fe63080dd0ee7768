public import Models

/// What answers cost: in requests, in tokens, and in money where prices are known.
public struct Spending: Hashable, Sendable {
  /// Answers that models gave.
  public var requests: Int

  /// Tokens of all answers.
  public var usage: Usage

  /// What they cost in money.
  public var cost: Cost

  /// How many of the answers each model gave, in the order of the chain.
  public var answersByModel: [Int]

  /// What answers cost; without arguments, nothing.
  ///
  /// - Parameters:
  ///   - requests: answers that were given.
  ///   - usage: their tokens.
  ///   - cost: what they cost in money.
  ///   - answersByModel: how many of them each model gave, in the order of the chain.
  public init(requests: Int = 0, usage: Usage = Usage(), cost: Cost = Cost(), answersByModel: [Int] = []) {
    self.requests = requests
    self.usage = usage
    self.cost = cost
    self.answersByModel = answersByModel
  }

  /// One answer of the model with an index in the chain.
  init(answer usage: Usage, at price: ModelPrice?, ofModel index: Int) {
    self.init(
      requests: 1, usage: usage, cost: Cost(of: usage, at: price),
      answersByModel: Array(repeating: 0, count: index) + [1])
  }

  /// What a request is taken to have cost that was cut off: tokens as they are believed, and no answer.
  init(cutOff usage: Usage, at price: ModelPrice?) {
    var cost = Cost(of: usage, at: price)
    cost.estimatedTokens = usage.total
    cost.estimated = cost.money
    self.init(usage: usage, cost: cost)
  }

  /// The sum of both.
  public static func + (left: Spending, right: Spending) -> Spending {
    let count = max(left.answersByModel.count, right.answersByModel.count)
    let answers = (0..<count).map { index in
      [left, right].reduce(0) { $0 + ($1.answersByModel.indices.contains(index) ? $1.answersByModel[index] : 0) }
    }
    return Spending(
      requests: left.requests + right.requests, usage: left.usage + right.usage, cost: left.cost + right.cost,
      answersByModel: answers)
  }

  /// What was spent since an earlier moment, of which this is a later one.
  package func since(_ earlier: Spending) -> Spending {
    let (new, old) = (usage, earlier.usage)
    return Spending(
      requests: requests - earlier.requests,
      usage: Usage(
        input: new.input - old.input, output: new.output - old.output, cacheRead: new.cacheRead - old.cacheRead,
        cacheWrite: new.cacheWrite - old.cacheWrite, cacheWriteHour: new.cacheWriteHour - old.cacheWriteHour),
      cost: Cost(
        money: cost.money - earlier.cost.money, savings: cost.savings - earlier.cost.savings,
        unpricedTokens: cost.unpricedTokens - earlier.cost.unpricedTokens,
        estimatedTokens: cost.estimatedTokens - earlier.cost.estimatedTokens,
        estimated: cost.estimated - earlier.cost.estimated),
      answersByModel: answersByModel.enumerated().map { index, count in
        count - (earlier.answersByModel.indices.contains(index) ? earlier.answersByModel[index] : 0)
      })
  }

  /// What counts against a budget.
  var amount: BudgetLedger.Amount {
    BudgetLedger.Amount(turns: requests, tokens: usage.countedTokens, money: cost.money)
  }
}

/// What answers cost in money.
public struct Cost: Hashable, Sendable {
  /// The answers of models whose price is known.
  public var money: Money

  /// What the providers' caches saved of it; below zero when more was written than read.
  public var savings: Money

  /// Tokens of models whose price is not known: what they cost is not in `money`, and never guessed.
  public var unpricedTokens: Int

  /// Tokens that nobody has told: those of requests that were cut off, which providers bill as far as they had got.
  public var estimatedTokens: Int

  /// What of `money` is for them.
  public var estimated: Money

  /// A cost; without arguments, nothing.
  ///
  /// - Parameters:
  ///   - money: what the tokens of models with a known price cost.
  ///   - savings: what the caches saved of it; below zero when more was written than read.
  ///   - unpricedTokens: tokens of models whose price is not known.
  ///   - estimatedTokens: tokens that nobody has told.
  ///   - estimated: what of `money` is for them.
  public init(
    money: Money = .zero, savings: Money = .zero, unpricedTokens: Int = 0, estimatedTokens: Int = 0,
    estimated: Money = .zero
  ) {
    self.money = money
    self.savings = savings
    self.unpricedTokens = unpricedTokens
    self.estimatedTokens = estimatedTokens
    self.estimated = estimated
  }

  /// What one answer cost.
  package init(of usage: Usage, at price: ModelPrice?) {
    guard let price else {
      self.init(unpricedTokens: usage.total)
      return
    }
    self.init(money: price.cost(of: usage), savings: price.savings(on: usage))
  }

  /// The sum of both.
  public static func + (left: Cost, right: Cost) -> Cost {
    Cost(
      money: left.money + right.money, savings: left.savings + right.savings,
      unpricedTokens: left.unpricedTokens + right.unpricedTokens,
      estimatedTokens: left.estimatedTokens + right.estimatedTokens, estimated: left.estimated + right.estimated)
  }
}

extension Usage {
  /// Tokens that count against a limit: what the cache served counts a tenth, about as it is billed.
  var countedTokens: Int { input + cacheWrite + output + cacheRead / 10 }
}
