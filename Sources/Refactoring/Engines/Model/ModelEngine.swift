internal import AgentKernel
internal import Editing
internal import SourceText
internal import Tools

/// Reaches a goal by a model: it plans refactorings over named paths, chooses a recipe for each where one serves, writes edits
/// where none does, and mends what a gate was red about.
///
/// The engine remembers nothing itself. Each round is one question about one item, and what it needs later stands in the round's
/// memo; so a run that goes on has the same plan and asks nothing again that was answered.
package struct ModelEngine: EditEngine {
  package let name = "model"

  /// The commits' message, unless the user gives one.
  package static let commitTemplate = "${step}\n\nGoal: ${summary}\nEngine: ${engine}\nVerified: ${verification}\n"

  private let goal: String
  private let model: RefactoringModel
  private let recipes: RecipeDesk
  private let account: ModelAccount

  /// - Parameters:
  ///   - goal: what is to be reached, in the user's words.
  ///   - model: who is asked.
  ///   - catalogue: the recipes that it may choose.
  ///   - settings: what their engines need.
  package init(
    _ goal: String, asking model: RefactoringModel, choosing catalogue: RecipeCatalogue, settings: EngineSettings
  ) {
    self.goal = goal
    self.model = model
    recipes = RecipeDesk(catalogue: catalogue, settings: settings)
    account = ModelAccount(model.budget)
  }

  package func propose(_ scope: EditScope) async throws -> Proposal {
    let ledger = try WorkLedger(scope.history)
    switch ledger.next {
    case .plan: return try await plan(scope)
    case .ask(let item): return try await ask(about: item, ledger, scope)
    case .planned(let item, let choice):
      return try await proposal(by: turn(of: choice, isLast: true), for: item, ledger, scope)
    case .recipe(let item, let turn): return try await proposal(by: turn, for: item, ledger, scope)
    case .nothing: return Proposal(memo: await memo(nil), goesOn: false)
    }
  }

  package var canRepair: Bool { true }

  package func repair(_ failure: StepFailure, in scope: EditScope) async throws -> ProposedStep? {
    let ledger = try WorkLedger(Array(scope.history.dropLast()))
    let item = scope.history.last.flatMap { WorkRecord($0.memo)?.event.item }
    let files = try AreaFiles(scope)
    let desk = ChangeDesk(scope, files: files, recipes: nil)
    let message = try await task(scope, files).repair(failure, at: item, ledger)
    let fault = try await ModelDialogue(model: model, files: files).hold(
      message, job: "repair \(failure.step.title), try \(failure.attempt)",
      endingWith: ProposeChangeTool { try await desk.receive($0) })
    guard fault == nil, case .steps(let steps, _)? = await desk.decision else { return nil }
    return steps.first
  }

  /// What became of a plan's goal; nil when it has none.
  ///
  /// - Parameter rounds: those of the run.
  static func report(of plan: ChangePlan, after rounds: [EarlierRound]) async throws -> GoalReport? {
    guard let engine = plan.engines.first as? ModelEngine else { return nil }
    let ledger = try WorkLedger(rounds)
    return ledger.report(of: engine.goal, by: engine.model, spending: ledger.spent + (await engine.account.open))
  }

  // MARK: - One round

  private func plan(_ scope: EditScope) async throws -> Proposal {
    let files = try AreaFiles(scope)
    let desk = PlanDesk(scope, recipes: recipes)
    let fault = try await ModelDialogue(model: model, files: files).hold(
      try await task(scope, files).plan(), job: "plan", endingWith: PlanRefactoringTool { try await desk.receive($0) })
    guard let plan = await desk.plan else {
      let reason = fault?.reason ?? "the model handed no plan over"
      throw RefactoringError(fault?.limit == nil ? .engine : .budget, "the goal could not be planned: \(reason)")
    }
    return Proposal(memo: await memo(.planned(plan)), goesOn: !plan.items.isEmpty)
  }

  private func ask(about item: Int, _ ledger: WorkLedger, _ scope: EditScope) async throws -> Proposal {
    let files = try AreaFiles(scope)
    let desk = ChangeDesk(scope, files: files, recipes: recipes)
    let fault = try await ModelDialogue(model: model, files: files).hold(
      try await task(scope, files).item(item, ledger), job: "item \(item + 1), round \(scope.history.count)",
      endingWith: ProposeChangeTool { try await desk.receive($0) })
    switch await desk.decision {
    case .steps(let steps, let isLast)?:
      return Proposal(steps: steps, memo: await memo(.edits(item: item, isLast: isLast)), goesOn: true)
    case .recipe(let choice, let isLast)?:
      return try await proposal(by: turn(of: choice, isLast: isLast), for: item, ledger, scope)
    case .ended(let isDone, let reason)?:
      return await ended(item, WorkRecord.Ending(isDone: isDone, reason: reason))
    case nil:
      let reason = fault?.reason ?? "the model proposed nothing"
      return await ended(item, WorkRecord.Ending(isDone: false, reason: reason, limit: fault?.limit))
    }
  }

  /// A recipe's first turn; one that cannot be planned any more has no engine, which is told when it is asked.
  private func turn(of choice: RecipeChoice, isLast: Bool) -> WorkRecord.RecipeTurn {
    let plan = try? recipes.plan(choice).plan
    return WorkRecord.RecipeTurn(
      choice: choice, engineCount: plan?.engines.count ?? 0, passes: plan?.passes ?? 1, isLast: isLast)
  }

  private func ended(_ item: Int, _ ending: WorkRecord.Ending) async -> Proposal {
    Proposal(memo: await memo(.ended(item: item, ending)), goesOn: true)
  }

  /// Asks a recipe's engines, from the one whose turn it is to the first that proposes something.
  private func proposal(
    by turn: WorkRecord.RecipeTurn, for item: Int, _ ledger: WorkLedger, _ scope: EditScope
  ) async throws -> Proposal {
    var turn = turn
    var proposal = Proposal()
    do {
      let engines = try recipes.plan(turn.choice).plan.engines
      // Another version of the program may have another recipe of this name.
      guard engines.count == turn.engineCount else {
        throw ToolError("it is not any more what it was when the run began")
      }
      var chosen = scope
      let paths = (ledger.plan?.items[item].scope ?? []).map(\.string)
      chosen.files = scope.files.filter { CommitIndex.lies($0, below: paths) && !SensitiveFile.contains($0) }
      while true {
        chosen.pass = turn.pass
        proposal = try await engines[turn.engine].propose(chosen).withoutSecrets
        guard proposal.steps.isEmpty, turn.engine + 1 < turn.engineCount else { break }
        (turn.engine, turn.pass) = (turn.engine + 1, 1)
      }
    } catch let error as CancellationError {
      throw error
    } catch {
      proposal = Proposal()
      turn.trouble = WorkText.line("\(error)")
    }
    proposal.memo = await memo(.recipe(item: item, turn))
    proposal.goesOn = true
    return proposal
  }

  private func task(_ scope: EditScope, _ files: AreaFiles) -> ModelTask {
    ModelTask(model: model, goal: goal, scope: scope, files: files, recipes: recipes)
  }

  /// The memo of a round: what happened, and what it cost.
  private func memo(_ event: WorkRecord.Event?) async -> String {
    WorkRecord(event: event ?? .over, spent: await account.settle()).text
  }
}

extension WorkRecord.Event {
  /// The item that the round is about; nil for none.
  fileprivate var item: Int? {
    switch self {
    case .edits(let item, _), .ended(let item, _), .recipe(let item, _): item
    case .over, .planned: nil
    }
  }
}

extension Proposal {
  /// The proposal without steps that change files which usually hold secrets: a model may choose a recipe, and must not reach
  /// by it what it may neither read nor edit.
  fileprivate var withoutSecrets: Proposal {
    var kept = self
    kept.steps = []
    for step in steps {
      let secret = step.paths.filter(SensitiveFile.contains)
      if secret.isEmpty { kept.steps.append(step) }
      kept.skipped += secret.map {
        SkippedFile(
          $0, .protected, "files of this name usually hold secrets, and no recipe that a model chose changes them")
      }
    }
    return kept
  }
}
