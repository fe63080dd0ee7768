package import AgentKernel

/// What a watcher is told of a review while it goes on.
package enum ReviewProgress: Sendable {
  case comparing(String)
  case checking(files: Int)

  /// The reviewing agent.
  case reviewer(RunNotice)

  /// One of the verifying agents.
  case verifier(RunNotice)

  case verified(Int, of: Int)
}
