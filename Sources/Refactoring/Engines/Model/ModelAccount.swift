internal import AgentKernel

/// Which part of what this process spent on models is in its run's journal already.
actor ModelAccount {
  private let budget: SharedBudget
  private var settled = Spending()

  init(_ budget: SharedBudget) { self.budget = budget }

  /// What was spent and is in no record yet.
  var open: Spending {
    get async { await budget.spending.since(settled) }
  }

  /// The same, which then counts as recorded.
  func settle() async -> Spending {
    let all = await budget.spending
    let open = all.since(settled)
    settled = all
    return open
  }
}
