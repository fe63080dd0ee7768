/// A lab whose tests are built with mutants in the code.
package struct MutationBuild: Sendable {
  package let plan: MutationPlan

  /// The texts that were compiled.
  package let sources: MutatedSources

  /// How many builds it took.
  package let rounds: Int

  package let duration: Duration

  /// Mutants that can be run.
  package var runnable: [Mutant] {
    let dropped = sources.dropped
    return sources.mutants.filter {
      !dropped.contains($0.id) && plan.equivalents[$0.id] == nil && !plan.leftOut.contains($0.id)
    }
  }

  /// What is known of mutants that are not run.
  package var statuses: [Int: MutantStatus] {
    var statuses: [Int: MutantStatus] = [:]
    for (id, reason) in plan.equivalents { statuses[id] = .likelyEquivalent(reason: reason) }
    for id in plan.leftOut { statuses[id] = .leftOut }
    for id in sources.dropped where statuses[id] == nil { statuses[id] = .compileError }
    return statuses
  }
}
