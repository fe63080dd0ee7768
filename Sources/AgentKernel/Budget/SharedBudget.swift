/// A budget that several runs draw from at the same time, such as an agent's and those of the agents that it sends.
package actor SharedBudget {
  /// Room that is kept for one call, here and in all budgets above.
  package struct Ticket: Hashable, Sendable {
    fileprivate let reservation: BudgetLedger.Reservation
    fileprivate let above: [BudgetLedger.Reservation]
  }

  package enum Grant: Hashable, Sendable {
    case granted(Ticket)
    case refused(BudgetLimit)
  }

  /// What all answers together cost that were settled here.
  package private(set) var spending = Spending()

  private var ledger: BudgetLedger
  private let parent: SharedBudget?
  private let observe: @Sendable (Spending) -> Void
  private var waiters: [CheckedContinuation<Void, Never>] = []

  /// - Parameters:
  ///   - budget: what all who share it may use together.
  ///   - parent: a budget that this one is a part of; nil when it stands alone.
  ///   - observe: is told what was spent so far, after each answer.
  package init(
    _ budget: Budget, within parent: SharedBudget? = nil, observe: @escaping @Sendable (Spending) -> Void = { _ in }
  ) {
    ledger = BudgetLedger(budget)
    self.parent = parent
    self.observe = observe
  }

  /// What is reserved here for calls that are under way.
  package var reserved: BudgetLedger.Amount { ledger.reserved }

  /// Keeps room for a call, here and above.
  ///
  /// Where only other calls under way stand in its way, it waits for them: they reserved their worst case and mostly take
  /// less.
  ///
  /// - Returns: `.refused` with the limit that stands in the way, also when the task was cancelled.
  package func reserve(_ worst: BudgetLedger.Amount, for purpose: BudgetLedger.Purpose) async -> Grant {
    while true {
      switch ledger.reserve(worst, for: purpose) {
      case .granted(let reservation): return await reserveAbove(worst, purpose, reservation)
      case .refused(let limit):
        guard ledger.hasReservations, !Task.isCancelled else { return .refused(limit) }
        await change()
      }
    }
  }

  /// Puts what a call took in the place of what was reserved for it.
  package func settle(_ ticket: Ticket, as spending: Spending) async {
    self.spending = self.spending + spending
    observe(self.spending)
    ledger.settle(ticket.reservation, as: spending.amount)
    wake()
    if let parent, let above = ticket.ticketAbove { await parent.settle(above, as: spending) }
  }

  /// Gives room back that a call did not use.
  package func release(_ ticket: Ticket) async {
    ledger.release(ticket.reservation)
    wake()
    if let parent, let above = ticket.ticketAbove { await parent.release(above) }
  }

  /// Takes account of what was spent before, as by a run that goes on from its transcript.
  package func charge(_ spending: Spending) async {
    self.spending = self.spending + spending
    observe(self.spending)
    ledger.charge(spending.amount)
    await parent?.charge(spending)
  }

  private func reserveAbove(
    _ worst: BudgetLedger.Amount, _ purpose: BudgetLedger.Purpose, _ reservation: BudgetLedger.Reservation
  ) async -> Grant {
    switch await parent?.reserve(worst, for: purpose) {
    case nil: return .granted(Ticket(reservation: reservation, above: []))
    case .granted(let ticket)?:
      return .granted(Ticket(reservation: reservation, above: [ticket.reservation] + ticket.above))
    case .refused(let limit)?:
      ledger.release(reservation)
      wake()
      return .refused(limit)
    }
  }

  /// Waits until room was given back, or the task is cancelled.
  private func change() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // The handler may have run before there was anybody to wake.
        if Task.isCancelled { continuation.resume() } else { waiters.append(continuation) }
      }
    } onCancel: {
      Task { await wake() }
    }
  }

  private func wake() {
    let waking = waiters
    waiters = []
    for waiter in waking { waiter.resume() }
  }
}

extension SharedBudget.Ticket {
  /// The same room in the next budget above; nil when there is none.
  fileprivate var ticketAbove: Self? {
    above.first.map { Self(reservation: $0, above: Array(above.dropFirst())) }
  }
}
