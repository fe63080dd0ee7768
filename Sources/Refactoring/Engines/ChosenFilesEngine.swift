internal import Editing

/// An engine that is kept to some files, and whose steps may be joined to one.
struct ChosenFilesEngine: EditEngine {
  private let engine: any EditEngine
  private let files: FileChoice
  private let isTogether: Bool

  init(_ engine: any EditEngine, _ files: FileChoice, isTogether: Bool) {
    self.engine = engine
    self.files = files
    self.isTogether = isTogether
  }

  var name: String { engine.name }

  func propose(_ scope: EditScope) async throws -> Proposal {
    var chosen = scope
    chosen.files = scope.files.filter(files.contains)
    var proposal = try await engine.propose(chosen)
    guard isTogether, let first = proposal.steps.first, proposal.steps.count > 1 else { return proposal }
    proposal.steps = [
      ProposedStep(
        title: "\(first.title), and \(proposal.steps.count - 1) more", operations: proposal.steps.flatMap(\.operations),
        declaredInterfaceChanges: proposal.steps.flatMap(\.declaredInterfaceChanges))
    ]
    return proposal
  }
}
