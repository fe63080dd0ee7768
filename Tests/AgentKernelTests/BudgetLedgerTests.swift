import AgentKernel
import TestSupport
import Testing

struct BudgetLedgerTests {
  private typealias Amount = BudgetLedger.Amount

  private func money(_ dollars: Int) -> Money { Money(picodollars: dollars * 1_000_000_000_000) }

  /// What one call cost beyond what was reserved for it.
  private func overshoot(_ actual: Int, _ worst: Int) -> Int { max(0, actual - worst) }

  @Test(arguments: Sweep.seeds(sample: 300, full: 5_000))
  func `one call after the other, nothing goes over a limit by more than one call's overshoot`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit = Int.random(in: 1...10_000, using: &random)
    var ledger = BudgetLedger(Budget(turns: 40, tokens: limit, money: money(limit)))
    var most = 0
    for _ in 0..<100 {
      let worst = Int.random(in: 0...(limit / 2 + 1), using: &random)
      let purpose: BudgetLedger.Purpose = Bool.random(using: &random) ? .work : .finalAnswer
      let before = ledger.spent.tokens
      guard
        case .granted(let reservation) = ledger.reserve(
          Amount(turns: 1, tokens: worst, money: money(worst)), for: purpose)
      else {
        #expect(ledger.spent.tokens == before && !ledger.hasReservations)
        continue
      }
      #expect(before + worst <= limit)
      if Int.random(in: 0..<5, using: &random) == 0 {
        ledger.release(reservation)
        #expect(ledger.spent.tokens == before)
        continue
      }
      let actual = Int.random(in: 0...(worst * 2), using: &random)
      most = max(most, overshoot(actual, worst))
      ledger.settle(reservation, as: Amount(turns: 1, tokens: actual, money: money(actual)))
      #expect(ledger.spent.tokens == before + actual)
      #expect(ledger.spent.tokens <= limit + most)
      #expect((ledger.spent.money ?? .zero) <= money(limit + most))
      #expect(ledger.spent.turns <= 40)
    }
    #expect(ledger.reserved == Amount())
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 5_000))
  func `of calls at the same time none takes another's room`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit = Int.random(in: 100...10_000, using: &random)
    var ledger = BudgetLedger(Budget(tokens: limit))
    var open: [BudgetLedger.Reservation] = []
    for _ in 0..<200 {
      if Bool.random(using: &random), let index = open.indices.randomElement(using: &random) {
        let reservation = open.remove(at: index)
        // Nothing takes more than its worst case: then nothing ever goes over.
        let actual = Int.random(in: 0...max(0, reservation.amount.tokens), using: &random)
        ledger.settle(reservation, as: Amount(tokens: actual))
      } else if case .granted(let reservation) = ledger.reserve(
        Amount(tokens: Int.random(in: 0...limit, using: &random)),
        for: Bool.random(using: &random) ? .work : .finalAnswer)
      {
        open.append(reservation)
      }
      #expect(ledger.spent.tokens + ledger.reserved.tokens <= limit)
      #expect(ledger.reserved.tokens == open.reduce(0) { $0 + $1.amount.tokens })
    }
  }

  @Test(arguments: Sweep.seeds(sample: 300, full: 5_000))
  func `after work of any kind a last call like the one before and a quarter larger has room`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let limit = Int.random(in: 1000...100_000, using: &random)
    var ledger = BudgetLedger(Budget(turns: 30, tokens: limit, money: money(limit)))
    var last = 0
    while case .granted(let reservation) = ledger.reserve(
      Amount(turns: 1, tokens: last, money: money(last)), for: .work)
    {
      ledger.settle(reservation, as: reservation.amount)
      let final = Amount(turns: 1, tokens: last + last / 4, money: money(last + last / 4))
      var copy = ledger
      guard case .granted = copy.reserve(final, for: .finalAnswer) else {
        Issue.record("no room for \(final) after \(ledger.spent) of \(limit)")
        return
      }
      last += Int.random(in: 0...(limit / 20), using: &random)
    }
  }

  @Test func `the limit that stands in the way is named`() {
    var ledger = BudgetLedger(Budget(turns: 2, tokens: 1000, money: money(10)))
    #expect(ledger.reserve(Amount(turns: 3), for: .finalAnswer) == .refused(.turns))
    #expect(ledger.reserve(Amount(turns: 1, tokens: 1001), for: .finalAnswer) == .refused(.tokens))
    #expect(ledger.reserve(Amount(turns: 1, tokens: 1, money: money(11)), for: .finalAnswer) == .refused(.money))
  }

  @Test func `work leaves the share for the final answer`() {
    var ledger = BudgetLedger(Budget(turns: 2, tokens: 1000))
    ledger.charge(Amount(tokens: 790))
    #expect(ledger.reserve(Amount(turns: 1, tokens: 20), for: .work) == .refused(.tokens))
    #expect(ledger.remaining(for: .work).tokens == 10)
    #expect(ledger.remaining(for: .finalAnswer).tokens == 210)
    guard case .granted(let reservation) = ledger.reserve(Amount(turns: 1, tokens: 10), for: .work) else {
      Issue.record("no room")
      return
    }
    ledger.settle(reservation, as: Amount(turns: 1, tokens: 10))
    #expect(ledger.reserve(Amount(turns: 1), for: .work) == .refused(.turns))
    guard case .granted = ledger.reserve(Amount(turns: 1, tokens: 200), for: .finalAnswer) else {
      Issue.record("no room for the final answer")
      return
    }
  }

  @Test func `under a limit of money an unknown price is no price`() {
    var ledger = BudgetLedger(Budget(money: money(1000)))
    #expect(ledger.reserve(Amount(turns: 1, tokens: 1, money: nil), for: .work) == .refused(.money))
    var free = BudgetLedger(Budget(tokens: 1000))
    guard case .granted = free.reserve(Amount(turns: 1, tokens: 1, money: nil), for: .work) else {
      Issue.record("tokens alone are no reason to refuse")
      return
    }
  }

  @Test func `a settled reservation gives its room back once, and what it took counts each time`() {
    var ledger = BudgetLedger(Budget(tokens: 1000))
    guard case .granted(let reservation) = ledger.reserve(Amount(tokens: 300), for: .work) else {
      Issue.record("no room")
      return
    }
    ledger.settle(reservation, as: Amount(tokens: 100))
    ledger.release(reservation)
    ledger.settle(reservation, as: Amount(tokens: 100))
    #expect(ledger.spent.tokens == 200)
    #expect(ledger.reserved.tokens == 0)
  }

  @Test func `the largest amounts are refused and do not overflow`() {
    var ledger = BudgetLedger(Budget(money: money(1)))
    #expect(ledger.reserve(Amount(turns: 1, money: Money(picodollars: .max)), for: .work) == .refused(.money))
    #expect(ledger.reserve(Amount(turns: 1, money: Money(picodollars: .max)), for: .finalAnswer) == .refused(.money))
  }
}
