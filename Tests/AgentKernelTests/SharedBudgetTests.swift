import AgentKernel
import Models
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct SharedBudgetTests {
  private func spending(_ tokens: Int) -> Spending { Spending(requests: 1, usage: Usage(input: tokens)) }

  private func ticket(_ grant: SharedBudget.Grant) throws -> SharedBudget.Ticket {
    guard case .granted(let ticket) = grant else { throw SpentError() }
    return ticket
  }

  private struct SpentError: Error {}

  @Test func `what is spent in a part is spent in the whole`() async throws {
    let whole = SharedBudget(Budget(tokens: 1000))
    let part = SharedBudget(Budget(tokens: 900), within: whole)
    let ticket = try ticket(await part.reserve(BudgetLedger.Amount(turns: 1, tokens: 300), for: .work))
    #expect(await whole.reserved.tokens == 300)
    await part.settle(ticket, as: spending(250))
    #expect(await whole.spending == spending(250))
    #expect(await part.spending == spending(250))
    #expect(await whole.reserved.tokens == 0)
  }

  @Test func `a part that is refused by the whole keeps no room`() async throws {
    let whole = SharedBudget(Budget(tokens: 100))
    let part = SharedBudget(Budget(tokens: 1000), within: whole)
    #expect(await part.reserve(BudgetLedger.Amount(turns: 1, tokens: 300), for: .work) == .refused(.tokens))
    #expect(await part.reserved.tokens == 0)
  }

  @Test func `who has only calls under way in front waits for them`() async throws {
    let budget = SharedBudget(Budget(tokens: 1000))
    let first = try ticket(await budget.reserve(BudgetLedger.Amount(turns: 1, tokens: 400), for: .work))
    async let second = budget.reserve(BudgetLedger.Amount(turns: 1, tokens: 400), for: .work)
    await budget.settle(first, as: spending(10))
    _ = try ticket(await second)
    #expect(await budget.spending.usage.total == 10)
  }

  @Test func `who waits and is cancelled is refused`() async throws {
    let budget = SharedBudget(Budget(tokens: 1000))
    _ = try ticket(await budget.reserve(BudgetLedger.Amount(turns: 1, tokens: 400), for: .work))
    let waiting = Task { await budget.reserve(BudgetLedger.Amount(turns: 1, tokens: 400), for: .work) }
    waiting.cancel()
    #expect(await waiting.value == .refused(.tokens))
  }

  @Test(arguments: Sweep.seeds(sample: 20, full: 200))
  func `many at once never take more than there is`(seed: UInt64) async {
    let whole = SharedBudget(Budget(tokens: 10_000))
    await withTaskGroup(of: Void.self) { group in
      for worker in 0..<8 {
        group.addTask {
          var random = SeededGenerator(seed: seed &* 31 &+ UInt64(worker))
          let part = SharedBudget(Budget(tokens: 4_000), within: whole)
          for _ in 0..<20 {
            let worst = Int.random(in: 1...900, using: &random)
            let amount = BudgetLedger.Amount(turns: 1, tokens: worst)
            guard case .granted(let ticket) = await part.reserve(amount, for: .work) else { return }
            await Task.yield()
            if Bool.random(using: &random) {
              await part.release(ticket)
            } else {
              await part.settle(ticket, as: spending(Int.random(in: 0...worst, using: &random)))
            }
          }
        }
      }
    }
    #expect(await whole.spending.usage.total <= 10_000)
    #expect(await whole.reserved == BudgetLedger.Amount())
  }
}
