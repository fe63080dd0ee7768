internal import AgentKernel

/// What a model is told of its proposals as a whole: what came of each, what is left, what to do next.
///
/// The words are the agent's definition's.
struct ProposalReport {
  /// What came of each proposal.
  let results: [String]

  /// The functions of which something is not tested, a line each.
  let remaining: [String]

  /// Whether the model has to say what it thinks of a test.
  let isAsking: Bool

  /// How often it may still propose.
  let rounds: Int

  func text(_ agent: AgentDefinition) throws -> String {
    let times = ["rounds": rounds == 1 ? "once" : rounds == 2 ? "twice" : "\(rounds) times"]
    let next: String
    switch (isAsking, rounds) {
    case (true, 0): next = try agent.section("Answers only")
    case (true, _): next = try agent.section("Answers first", times)
    case (false, 0): next = try agent.section("Over")
    case (false, _): next = try agent.section(remaining.isEmpty ? "Over" : "Next", times)
    }
    let left =
      remaining.isEmpty
      ? try agent.section("Nothing remaining", ["next": next])
      : try agent.section(
        "Remaining", ["list": remaining.map { "- \($0)" }.joined(separator: "\n"), "next": next])
    return try agent.section("Report", ["results": results.joined(separator: "\n"), "remaining": left])
  }
}
