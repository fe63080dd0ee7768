package import AgentKernel
package import SourceText

/// What a watcher is told of a review while it goes on.
package enum ReviewProgress: Sendable {
  case comparing(String)
  case checking(files: Int)

  /// The linters that look at a range now, by their names.
  case linting([String])

  /// What the rules or linters found in one range; it stands, whatever becomes of the rest of the review.
  case found([Finding])

  /// The reviewing agent.
  case reviewer(RunNotice)

  /// The verifying agent that looks at one finding.
  case verifier(RunNotice, claim: String)

  case verified(Int, of: Int)

  /// What all agents have cost so far.
  case spent(Spending)
}
