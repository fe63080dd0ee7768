internal import AgentKernel
internal import SourceText
internal import Tools

/// Takes a model's plan: what lies outside of the run's paths, and recipes that there are not, are refused in words for it.
actor PlanDesk {
  private let scope: EditScope
  private let recipes: RecipeDesk
  private(set) var plan: WorkPlan?

  init(_ scope: EditScope, recipes: RecipeDesk) {
    self.scope = scope
    self.recipes = recipes
  }

  func receive(_ input: PlanRefactoringTool.Input) throws {
    let reason = input.reason.map { WorkText.line($0) } ?? ""
    guard !input.items.isEmpty || !reason.isEmpty else {
      throw ToolError("an empty plan needs a reason: why there is nothing to do, or why it cannot be done")
    }
    var items: [WorkPlan.Item] = []
    for (number, item) in input.items.prefix(PlanRefactoringTool.limit).enumerated() {
      do {
        let paths = try item.scope.flatMap { try self.paths($0) }
        let choice = item.recipe.map { RecipeChoice(name: $0.name, parameters: $0.parameters ?? [:]) }
        if let choice { _ = try recipes.plan(choice) }
        items.append(
          WorkPlan.Item(
            name: WorkText.line(item.name, limit: 120), scope: Set(paths).sorted(), what: WorkText.text(item.what),
            recipe: choice))
      } catch let error as ToolError {
        throw ToolError("item \(number + 1): \(error)")
      }
    }
    plan = WorkPlan(items: items, reason: items.isEmpty ? reason : "")
  }

  /// The paths that an item means: what it names, within what the run may change.
  private func paths(_ text: String) throws -> [RelativePath] {
    var text = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    while text.hasSuffix("/"), text.count > 1 { text.removeLast() }
    if text == "." || text == "/" || text.isEmpty {
      return scope.paths.isEmpty ? try topPaths() : scope.paths
    }
    let path: RelativePath
    do { path = try RelativePath(text) } catch { throw ToolError("\(error)") }
    // A folder above means what of it may be changed.
    let inside = scope.paths.filter { CommitIndex.lies($0, below: [path.string]) }
    if !inside.isEmpty { return inside }
    if let objection = scope.objection(to: path) { throw ToolError(objection) }
    return [path]
  }

  /// The files and folders at the root.
  private func topPaths() throws -> [RelativePath] {
    let names = Set(scope.files.compactMap { $0.components.first.map(String.init) })
    return try names.sorted().map { try RelativePath($0) }
  }
}
