internal import AgentKernel
internal import SourceText

extension WorkLedger {
  /// Lines that are shown of what was done for one item; of more, the newest.
  private static let lineLimit = 30

  /// As the model reads it.
  ///
  /// - Parameter current: the item that it works on; nil for none.
  func text(at current: Int?) -> String {
    guard let plan else { return "" }
    var lines: [String] = []
    for (number, item) in plan.items.enumerated() {
      let scope = item.scope.map(\.string).joined(separator: ", ")
      let state = number == current ? "this one" : entries[number].state.words
      lines.append("\(number + 1). \(item.name) (\(scope)): \(state)")
      let said = entries[number].lines
      if said.count > Self.lineLimit { lines.append("   - …") }
      lines += said.suffix(Self.lineLimit).map { "   - \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  /// What became of the plan, for a report.
  ///
  /// - Parameter goal: the user's words.
  func report(of goal: String, by model: RefactoringModel, spending: Spending) -> GoalReport {
    var items: [GoalReport.Item] = []
    for (number, item) in (plan?.items ?? []).enumerated() {
      let state: GoalReport.State =
        switch entries[number].state {
        case .open: .open
        case .done(let reason): .done(reason)
        case .left(let reason, let limit): .left(reason, isByLimit: limit != nil)
        }
      items.append(
        GoalReport.Item(
          name: item.name, scope: item.scope, what: item.what, state: state, ledger: entries[number].lines))
    }
    return GoalReport(
      goal: goal, items: items, reason: plan?.reason ?? "", isPlanned: plan != nil, model: model.name,
      agent: model.agent.version, spending: spending)
  }
}

extension WorkLedger.State {
  fileprivate var words: String {
    switch self {
    case .open: "to do"
    case .done(let reason): reason.isEmpty ? "done" : "done: \(reason)"
    case .left(let reason, _): "left: \(reason)"
    }
  }
}
