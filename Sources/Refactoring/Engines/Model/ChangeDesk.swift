internal import AgentKernel
internal import Editing
internal import SourceText
internal import Tools
internal import Verification

/// Takes what a model proposes next: it is worked out on the files as they are, and what does not fit is refused in words for it.
actor ChangeDesk {
  /// What was proposed.
  enum Decision: Sendable {
    case steps([ProposedStep], isLast: Bool)
    case recipe(RecipeChoice, isLast: Bool)
    case ended(isDone: Bool, reason: String)
  }

  private let scope: EditScope
  private let files: AreaFiles

  /// Nil where only edits count, as for a repair, which is one step.
  private let recipes: RecipeDesk?

  private(set) var decision: Decision?

  init(_ scope: EditScope, files: AreaFiles, recipes: RecipeDesk?) {
    self.scope = scope
    self.files = files
    self.recipes = recipes
  }

  func receive(_ input: ProposeChangeTool.Input) async throws {
    let reason = input.reason.map { WorkText.line($0) } ?? ""
    let steps = input.steps ?? []
    if input.state == .impossible || (steps.isEmpty && input.recipe == nil) {
      guard steps.isEmpty, input.recipe == nil else {
        throw ToolError("with the state impossible there are no steps and no recipe; with steps it is done or more")
      }
      guard input.state != .more else { throw ToolError("the state more needs steps or a recipe") }
      guard !reason.isEmpty else { throw ToolError("say with `reason` why, in a sentence") }
      decision = .ended(isDone: input.state == .done, reason: reason)
      return
    }
    let isLast = input.state == .done
    if let chosen = input.recipe {
      guard let recipes else { throw ToolError("here a step of edits is wanted, and no recipe") }
      guard steps.isEmpty else {
        throw ToolError("give a recipe or steps, one of them; the other comes with the next call")
      }
      let choice = RecipeChoice(name: chosen.name, parameters: chosen.parameters ?? [:])
      _ = try recipes.plan(choice)
      decision = .recipe(choice, isLast: isLast)
      return
    }
    if recipes == nil, steps.count != 1 { throw ToolError("here one step is wanted, and there are \(steps.count)") }
    decision = .steps(try await checked(steps), isLast: isLast)
  }

  /// The steps as operations on the files as they are now.
  private func checked(_ steps: [ProposeChangeTool.Step]) async throws -> [ProposedStep] {
    let seen = await files.seen
    var checked: [ProposedStep] = []
    var rebase = StepRebase()
    for (number, step) in steps.prefix(ProposeChangeTool.stepLimit).enumerated() {
      let place = steps.count > 1 ? "step \(number + 1): " : ""
      do {
        try Task.checkCancellation()
        var draft = EditDraft(read: files.changeable, hasSeen: { seen[$0] == $1 })
        for edit in step.edits { try draft.add(edit) }
        let title = WorkText.line(step.title, limit: 100)
        let proposed = ProposedStep(
          title: title, operations: try draft.operations(reason: title),
          declaredInterfaceChanges: (step.interfaceChanges ?? []).map { WorkText.line($0) }.filter { !$0.isEmpty })
        let change = try await EditCheck(in: try RootFolder(scope.area.path), rules: scope.rules)
          .check(proposed.operations)
        try InterfaceDeclarations(in: change).check(proposed.declaredInterfaceChanges)
        guard rebase.operations(of: proposed, hash: { _ in ContentHash(of: "") }) != nil else {
          throw ToolError(
            "it changes what a step before it changes too: make one step of them, or leave this one for the next call, with the "
              + "state more")
        }
        rebase.accept(proposed)
        checked.append(proposed)
      } catch let error as ToolError {
        throw ToolError("\(place)\(error)")
      } catch let error as EditingError where error.code != .inputOutput && error.code != .busy {
        throw ToolError("\(place)\(error)")
      }
    }
    return checked
  }
}
