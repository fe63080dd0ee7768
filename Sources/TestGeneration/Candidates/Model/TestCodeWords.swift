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
    let next: String
    switch (isAsking, rounds) {
    case (true, 0): next = try agent.section("Answers only")
    case (true, _): next = try agent.section("Answers first", ["rounds": Self.times(rounds)])
    case (false, 0): next = try agent.section("Over")
    case (false, _): next = try agent.section(remaining.isEmpty ? "Over" : "Next", ["rounds": Self.times(rounds)])
    }
    let left =
      remaining.isEmpty
      ? try agent.section("Nothing remaining", ["next": next])
      : try agent.section(
        "Remaining",
        [
          "list": remaining.map { "- \($0.title): \($0.gapLines.joined(separator: "; "))" }.joined(separator: "\n"),
          "next": next,
        ])
    return try agent.section(
      "Report", ["results": proposals.map(result).joined(separator: "\n"), "remaining": left])
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

  private static func times(_ count: Int) -> String { count == 1 ? "once" : count == 2 ? "twice" : "\(count) times" }
}
