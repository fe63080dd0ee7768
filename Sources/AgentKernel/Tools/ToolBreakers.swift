internal import HTTP

/// The circuit breakers of a run's tools: one that has failed by itself again and again is left alone for a while.
///
/// What a tool words for the model as a `ToolError`, such as a path that is not there, is an answer and no failure.
package actor ToolBreakers {
  private let policy: CircuitBreaker.Policy
  private var breakers: [String: CircuitBreaker] = [:]

  package init() {
    policy = CircuitBreaker.Policy()
  }

  /// Asks for a run of a tool.
  ///
  /// - Throws: `ToolError` while the tool is to be left alone.
  func admit(_ tool: String) throws(ToolError) -> CircuitBreaker.Pass {
    var breaker = breakers[tool] ?? CircuitBreaker(policy)
    defer { breakers[tool] = breaker }
    switch breaker.admit(at: .now) {
    case .admitted(let pass): return pass
    case .refused:
      throw ToolError(
        "`\(tool)` was not run: it has failed \(policy.threshold) times in a row by itself; go on without it")
    }
  }

  /// Takes note of how a run of a tool ended; nothing is tried again, so each failure is an operation's.
  func record(_ ending: CircuitBreaker.Ending, of pass: CircuitBreaker.Pass, _ tool: String) {
    if case .operationFailed = ending, pass == .probe {
      breakers[tool]?.record(.attemptFailed(retryAfter: nil), of: pass, at: .now)
    } else {
      breakers[tool]?.record(ending, of: pass, at: .now)
    }
  }
}
