internal import HTTP

/// The circuit breakers of a run's tools: one that has failed by itself again and again is left alone for a while.
///
/// What a tool words for the model as a `ToolError`, such as a path that is not there, is an answer and no failure.
package actor ToolBreakers {
  private let policy: CircuitBreaker.Policy
  private let observe: @Sendable (RunNotice) -> Void
  private var breakers: [String: CircuitBreaker] = [:]

  /// - Parameter observe: is told when a tool is left alone, is tried again, or works again.
  package init(observe: @escaping @Sendable (RunNotice) -> Void = { _ in }) {
    policy = CircuitBreaker.Policy()
    self.observe = observe
  }

  /// Asks for a run of a tool.
  ///
  /// - Throws: `ToolError` while the tool is to be left alone.
  func admit(_ tool: String) throws(ToolError) -> CircuitBreaker.Pass {
    var breaker = breakers[tool] ?? CircuitBreaker(policy)
    let before = breaker.state
    defer {
      breakers[tool] = breaker
      tell(tool, from: before)
    }
    switch breaker.admit(at: .now) {
    case .admitted(let pass): return pass
    case .refused:
      throw ToolError(
        "`\(tool)` was not run: it has failed \(policy.threshold) times in a row by itself; go on without it")
    }
  }

  /// Takes note of how a run of a tool ended; nothing is tried again, so each failure is an operation's.
  func record(_ ending: CircuitBreaker.Ending, of pass: CircuitBreaker.Pass, _ tool: String) {
    let before = breakers[tool]?.state
    defer { if let before { tell(tool, from: before) } }
    if case .operationFailed = ending, pass == .probe {
      breakers[tool]?.record(.attemptFailed(retryAfter: nil), of: pass, at: .now)
    } else {
      breakers[tool]?.record(ending, of: pass, at: .now)
    }
  }

  /// Counting failures changes nothing that anybody would have to know.
  private func tell(_ tool: String, from before: CircuitBreaker.State) {
    guard let state = breakers[tool]?.state, state != before else { return }
    if case .closed = before, case .closed = state { return }
    observe(.toolCircuitChanged(state, tool: tool))
  }
}
