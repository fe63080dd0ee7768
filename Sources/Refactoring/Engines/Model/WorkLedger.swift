internal import AgentKernel
internal import SourceText

/// What was planned and what was done of it, made of the rounds of the run's journal and nothing else: what a killed run had and
/// what a run that goes on makes of it are the same.
struct WorkLedger: Sendable {
  /// Nil before anything is planned.
  private(set) var plan: WorkPlan?

  /// What became of each item, in the plan's order.
  private(set) var entries: [Entry] = []

  /// What all answers cost that the journal knows of.
  private(set) var spent = Spending()

  /// A recipe that is being carried out.
  private var turn: (item: Int, next: WorkRecord.RecipeTurn)?

  /// How often a model is asked about one item; a recipe of the plan counts as an answer.
  static let questionLimit = 8

  struct Entry: Hashable, Sendable {
    var state = State.open

    /// What was done, left or said, a line each, in order.
    var lines: [String] = []

    /// What the model has answered about it.
    var questions = 0

    /// Whether a recipe has changed something since it was chosen.
    fileprivate var hasProgress = false
  }

  enum State: Hashable, Sendable {
    case open

    /// With what was said about it; mostly nothing.
    case done(String)

    case left(String, BudgetLimit?)
  }

  /// What is to be done next.
  enum Next: Hashable, Sendable {
    case plan
    case ask(item: Int)

    /// The plan names a recipe for the item, which was not tried yet.
    case planned(item: Int, RecipeChoice)
    case recipe(item: Int, WorkRecord.RecipeTurn)
    case nothing
  }

  /// - Throws: `RefactoringError` with code `.folder` for a round that this program has not written.
  init(_ rounds: [EarlierRound]) throws(RefactoringError) {
    for round in rounds {
      guard let record = WorkRecord(round.memo) else {
        throw RefactoringError(
          .folder,
          "the journal of the run holds a round of the model that cannot be read; begin anew without --resume, with another "
            + "--branch")
      }
      spent = spent + record.spent
      take(record.event, round.steps)
    }
  }

  var next: Next {
    guard plan != nil else { return .plan }
    if let turn { return .recipe(item: turn.item, turn.next) }
    guard let item = entries.firstIndex(where: { $0.state == .open }) else { return .nothing }
    if entries[item].questions == 0, let choice = plan?.items[item].recipe { return .planned(item: item, choice) }
    return .ask(item: item)
  }

  private mutating func take(_ event: WorkRecord.Event, _ steps: [EarlierRound.Step]) {
    switch event {
    case .planned(let plan):
      self.plan = plan
      entries = plan.items.map { _ in Entry() }
    case .over: break
    case .edits(let item, let isLast):
      guard entries.indices.contains(item) else { return }
      entries[item].questions += 1
      note(steps, of: item)
      if isLast, !steps.contains(where: { $0.ending == .deferred }) { close(item, steps) }
      bound(item)
    case .recipe(let item, let turn):
      guard entries.indices.contains(item) else { return }
      take(turn, of: item, steps)
    case .ended(let item, let ending):
      guard entries.indices.contains(item) else { return }
      entries[item].questions += 1
      entries[item].state = ending.isDone ? .done(ending.reason) : .left(ending.reason, ending.limit)
    }
  }

  private mutating func take(_ turn: WorkRecord.RecipeTurn, of item: Int, _ steps: [EarlierRound.Step]) {
    if self.turn == nil {
      // It was chosen just now.
      entries[item].questions += 1
      entries[item].hasProgress = false
    }
    note(steps, of: item)
    let hasProgress = steps.contains { $0.ending == .done }
    entries[item].hasProgress = entries[item].hasProgress || hasProgress
    var next = turn
    next.trouble = nil
    if let trouble = turn.trouble {
      entries[item].lines.append("the recipe \(turn.choice.words) could not be carried out: \(trouble)")
      self.turn = nil
      return bound(item)
    }
    if hasProgress, steps.contains(where: { $0.ending == .deferred }) {
      // The same once more, for those that had to wait.
    } else if hasProgress, turn.pass < turn.passes {
      next.pass += 1
    } else {
      (next.engine, next.pass) = (turn.engine + 1, 1)
    }
    if next.engine < turn.engineCount {
      self.turn = (item, next)
      return
    }
    self.turn = nil
    if !entries[item].hasProgress {
      entries[item].lines.append("the recipe \(turn.choice.words) changed nothing that holds")
    } else if turn.isLast {
      close(item, [])
    }
    bound(item)
  }

  /// Ends an item about which the model said that nothing is left behind these steps.
  private mutating func close(_ item: Int, _ steps: [EarlierRound.Step]) {
    let lost = steps.filter { $0.ending != .done }
    guard let first = lost.first else { return entries[item].state = .done("") }
    let more = lost.count > 1 ? " (and \(lost.count - 1) more)" : ""
    entries[item].state = .left("\(first.title)\(first.ending.words)\(more)", nil)
  }

  private mutating func bound(_ item: Int) {
    guard entries[item].state == .open, entries[item].questions >= Self.questionLimit, turn == nil else { return }
    entries[item].state = .left("it was not done after \(Self.questionLimit) answers", .turns)
  }

  private mutating func note(_ steps: [EarlierRound.Step], of item: Int) {
    for step in steps {
      let files = step.paths.prefix(3).map(\.string).joined(separator: ", ") + (step.paths.count > 3 ? ", …" : "")
      entries[item].lines.append("\(step.ending.mark): \(step.title) (\(files))\(step.ending.words)")
    }
  }
}

extension EarlierRound.Ending {
  fileprivate var mark: String {
    switch self {
    case .done: "done"
    case .deferred: "not done yet"
    case .left, .known: "taken back"
    }
  }

  /// What stands behind the title of a step; empty for one that holds.
  fileprivate var words: String {
    switch self {
    case .done: ""
    case .left(let gate, let lines): ": \(gate.rawValue) is red" + (lines.first.map { ": \($0.prefix(200))" } ?? "")
    case .deferred: ": it overlapped with a step before it"
    case .known: ": it had been taken back before"
    }
  }
}
