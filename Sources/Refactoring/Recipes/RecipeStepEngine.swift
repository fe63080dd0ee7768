/// An engine as one step of a recipe: asked as often as its own recipe says, with the changes of the interface that it declares.
struct RecipeStepEngine: EditEngine {
  private let engine: any EditEngine
  private let passes: Int
  private let declared: [String]

  init(_ engine: any EditEngine, passes: Int, declared: [String]) {
    self.engine = engine
    self.passes = passes
    self.declared = declared
  }

  var name: String { engine.name }

  func propose(_ scope: EditScope) async throws -> Proposal {
    guard scope.pass <= passes else { return Proposal() }
    var proposal = try await engine.propose(scope)
    for index in proposal.steps.indices { proposal.steps[index].declaredInterfaceChanges += declared }
    return proposal
  }
}
