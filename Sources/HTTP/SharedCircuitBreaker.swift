/// A circuit breaker that all callers of one service share.
package actor SharedCircuitBreaker {
  private var breaker: CircuitBreaker

  package init(_ policy: CircuitBreaker.Policy = CircuitBreaker.Policy()) {
    breaker = CircuitBreaker(policy)
  }

  package var state: CircuitBreaker.State { breaker.state }

  /// Asks for an attempt; also gives the state if it is another than before.
  package func admit(at now: CircuitBreaker.Instant) -> (CircuitBreaker.Admission, change: CircuitBreaker.State?) {
    let before = breaker.state
    let admission = breaker.admit(at: now)
    return (admission, change(from: before))
  }

  /// Takes note of how an attempt or an operation ended; gives the state if it is another than before.
  package func record(
    _ ending: CircuitBreaker.Ending, of pass: CircuitBreaker.Pass, at now: CircuitBreaker.Instant
  ) -> CircuitBreaker.State? {
    let before = breaker.state
    breaker.record(ending, of: pass, at: now)
    return change(from: before)
  }

  /// Counting failures changes nothing that anybody would have to know.
  private func change(from before: CircuitBreaker.State) -> CircuitBreaker.State? {
    if case .closed = before, case .closed = breaker.state { return nil }
    return before == breaker.state ? nil : breaker.state
  }
}
