package import AgentKernel

/// What a watcher is told of a review while it goes on.
package enum ReviewProgress: Sendable {
  case comparing(String)
  case checking(files: Int)

  /// The reviewing agent.
  case reviewer(RunNotice)

  /// The verifying agent that looks at one finding.
  case verifier(RunNotice, claim: String)

  case verified(Int, of: Int)
}
