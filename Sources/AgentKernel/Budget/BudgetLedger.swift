/// Keeps account of a budget: what is spent, and what is reserved for calls that are under way.
///
/// Pure. A call is let through when its worst case has room, so that what is spent goes over a limit only by what a call
/// cost beyond the worst case that was reserved for it, and after that no call is let through.
package struct BudgetLedger: Hashable, Sendable {
  /// What a call takes, or has taken.
  package struct Amount: Hashable, Sendable {
    package var turns: Int
    package var tokens: Int

    /// US dollars; nil when the price is not known.
    package var money: Money?

    package init(turns: Int = 0, tokens: Int = 0, money: Money? = .zero) {
      self.turns = turns
      self.tokens = tokens
      self.money = money
    }

    static func + (left: Amount, right: Amount) -> Amount {
      Amount(
        turns: left.turns + right.turns, tokens: left.tokens + right.tokens,
        money: (left.money ?? .zero) + (right.money ?? .zero))
    }

    static func - (left: Amount, right: Amount) -> Amount {
      Amount(
        turns: left.turns - right.turns, tokens: left.tokens - right.tokens,
        money: (left.money ?? .zero) - (right.money ?? .zero))
    }
  }

  /// What a call is for.
  package enum Purpose: Hashable, Sendable {
    /// Ordinary work, which must leave the share that is held back for a final answer.
    case work

    /// The final answer, which may use it.
    case finalAnswer
  }

  /// Room that is kept for one call until it is settled or released.
  package struct Reservation: Hashable, Sendable {
    fileprivate let number: Int
    package let amount: Amount
  }

  package enum Decision: Hashable, Sendable {
    case granted(Reservation)
    case refused(BudgetLimit)
  }

  package let budget: Budget
  package private(set) var spent = Amount()

  private var open: [Int: Amount] = [:]
  private var granted = 0

  package init(_ budget: Budget) {
    self.budget = budget
  }

  /// What is reserved for calls that are under way.
  package var reserved: Amount { open.values.reduce(Amount(), +) }

  package var hasReservations: Bool { !open.isEmpty }

  /// Keeps room for a call, if there is any.
  ///
  /// - Parameters:
  ///   - worst: the most that the call may take. Without a price a limit of money refuses it: nothing is guessed.
  ///   - purpose: whether it may use the share that is held back.
  package mutating func reserve(_ worst: Amount, for purpose: Purpose) -> Decision {
    let taken = spent + reserved
    if let limit = budget.turns, taken.turns + worst.turns > limit - (purpose == .work ? worst.turns : 0) {
      return .refused(.turns)
    }
    if let limit = budget.tokens {
      let held = share(of: limit, worst.tokens, purpose)
      if taken.tokens + worst.tokens > limit - held { return .refused(.tokens) }
    }
    if let limit = budget.money?.picodollars {
      guard let money = worst.money else { return .refused(.money) }
      let held = Money(picodollars: share(of: limit, money.picodollars, purpose))
      if (taken.money ?? .zero) + money > Money(picodollars: limit) - held { return .refused(.money) }
    }
    granted += 1
    open[granted] = worst
    return .granted(Reservation(number: granted, amount: worst))
  }

  /// Puts what a call took in the place of what was reserved for it.
  ///
  /// What was taken counts also when the reservation is not open any more: it is spent.
  package mutating func settle(_ reservation: Reservation, as amount: Amount) {
    open[reservation.number] = nil
    charge(amount)
  }

  /// Gives room back that a call did not use.
  package mutating func release(_ reservation: Reservation) {
    open[reservation.number] = nil
  }

  /// Counts what was spent without a reservation here, such as by an agent that this one has sent.
  package mutating func charge(_ amount: Amount) {
    spent = spent + amount
  }

  /// What is left for a purpose, at the least nothing; nil where there is no limit.
  package func remaining(for purpose: Purpose) -> Budget {
    let taken = spent + reserved
    func left<Value: Comparable>(_ limit: Value?, _ rest: (Value) -> Value, _ least: Value) -> Value? {
      limit.map { max(least, rest($0)) }
    }
    return Budget(
      turns: left(budget.turns, { $0 - (purpose == .work ? 1 : 0) - taken.turns }, 0),
      tokens: left(budget.tokens, { $0 - share(of: $0, 0, purpose) - taken.tokens }, 0),
      money: left(
        budget.money,
        { Money(picodollars: $0.picodollars - share(of: $0.picodollars, 0, purpose)) - (taken.money ?? .zero) },
        .zero), shareDivisor: budget.shareDivisor)
  }

  /// What is held back of a limit: a part of it, and at the least room for a call like the one that asks and a quarter more, since the
  /// final one will have to read what this one brings.
  private func share(of limit: Int, _ worst: Int, _ purpose: Purpose) -> Int {
    guard purpose == .work else { return 0 }
    let (room, isTooLarge) = worst.addingReportingOverflow(worst / 4)
    return max(limit / budget.shareDivisor, isTooLarge ? .max : room)
  }
}
