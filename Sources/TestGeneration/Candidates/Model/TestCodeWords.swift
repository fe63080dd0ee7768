internal import AgentKernel

/// What the model is told of tests that it wrote: the words are the agent's definition's, the facts are filled in here.
struct TestCodeWords: Sendable {
  let agent: AgentDefinition

  /// What came of some proposals, and what is left.
  ///
  /// - Parameters:
  ///   - remaining: functions of which something is not tested.
  ///   - isAsking: whether the model has to say what it thinks of a test.
  ///   - rounds: how often it may still propose.
  func report(
    of proposals: [TestCodeProposal], remaining: [TestCodeTarget], isAsking: Bool, rounds: Int
  ) throws -> String {
    try ProposalReport(
      results: try proposals.map(result),
      remaining: remaining.map { "\($0.title): \($0.gapLines.joined(separator: "; "))" }, isAsking: isAsking,
      rounds: rounds
    ).text(agent)
  }

  private func result(_ proposal: TestCodeProposal) throws -> String {
    func section(_ heading: String, _ values: [String: String] = [:]) throws -> String {
      try agent.section(heading, values.merging(["name": proposal.name]) { value, _ in value })
    }
    return switch proposal.state {
    case .failed(let reason): try section("Failed", ["reason": reason])
    case .accepted(let gain): try section("Accepted", ["gain": gain])
    case .conceded: try section("Conceded")
    case .disputed: try section("Disputed")
    case .differing(let happened, _): try section("Differing", ["happened": happened])
    }
  }
}
