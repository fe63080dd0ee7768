internal import AgentKernel
internal import Characterization

/// What the model is told of its proposals: the words are the agent's definition's, the facts are filled in here.
struct ModelWords: Sendable {
  let agent: AgentDefinition

  /// What came of some proposals, and what is left.
  ///
  /// - Parameters:
  ///   - remaining: functions of which something is not tested.
  ///   - isAsking: whether the model has to say what it thinks of a test.
  ///   - rounds: how often it may still propose.
  func report(
    of proposals: [ModelProposal], remaining: [ModelTarget], isAsking: Bool, rounds: Int
  ) throws -> String {
    try ProposalReport(
      results: try proposals.map(result), remaining: remaining.map { "\($0.title): \(ModelTask.gaps(of: $0))" },
      isAsking: isAsking,
      rounds: rounds
    ).text(agent)
  }

  private func result(_ proposal: ModelProposal) throws -> String {
    let name = ["name": proposal.name]
    func section(_ heading: String, _ values: [String: String]) throws -> String {
      try agent.section(heading, values.merging(name) { value, _ in value })
    }
    switch proposal.state {
    case .waiting: return try section("Failed", ["reason": "it was not run", "line": ""])
    case .failed(let reason, let line):
      return try section("Failed", ["reason": reason, "line": line.map { "\n  \($0)" } ?? ""])
    case .met(let recorded):
      return try section("Accepted", ["happened": ExpectationCheck.words(for: recorded.happened.outcome)])
    case .conceded: return try section("Conceded", [:])
    case .disputed: return try section("Disputed", [:])
    case .differing(_, let happened):
      return try section("Differing", ["happened": happened, "expected": proposal.expectation])
    }
  }
}
