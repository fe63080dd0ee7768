/// When a failed request is sent again, as data.
///
/// Waits grow as powers of two with full jitter (a random part of the whole), which spreads clients that failed together
/// best; see "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
package struct RetryPolicy: Hashable, Sendable {
  /// The longest wait before the first retry; each further one doubles it.
  package var base: Duration

  /// The longest wait before any retry, unless the server names one.
  package var cap: Duration

  /// Retries after the first attempt.
  package var maximumRetries: Int

  /// For all attempts of a request and the waits between them, but for one: see `decide`.
  package var deadline: Duration

  package init(
    base: Duration = .seconds(2), cap: Duration = .seconds(60), maximumRetries: Int = 5,
    deadline: Duration = .seconds(55)
  ) {
    self.base = base
    self.cap = cap
    self.maximumRetries = maximumRetries
    self.deadline = deadline
  }

  package enum Decision: Hashable, Sendable {
    case retry(after: Duration)
    case giveUp(Reason)
  }

  package enum Reason: Hashable, Sendable {
    case retriesExhausted
    /// Waiting would pass the deadline; the wait that was needed.
    case deadline(wait: Duration)
  }

  /// What follows a failure that is worth a retry.
  ///
  /// - Parameters:
  ///   - attempt: the number of attempts made so far, from 1.
  ///   - retryAfter: the wait that the server asks for, which wins.
  ///   - elapsed: time since the first attempt began.
  ///   - jitter: a random number from 0 up to, not including, 1.
  ///   - isOwed: whether this retry may come past the deadline. One of a request's may, after an attempt that was cut: a
  ///     silence takes as long as `Deadlines.idle` says, and that is more than the deadline.
  package func decide(
    attempt: Int, retryAfter: Duration?, elapsed: Duration, jitter: Double, isOwed: Bool = false
  ) -> Decision {
    guard attempt <= maximumRetries else { return .giveUp(.retriesExhausted) }
    let wait = retryAfter ?? longestWait(beforeRetry: attempt) * min(max(jitter, 0), 1)
    let isInTime = elapsed < deadline && wait < deadline - elapsed
    guard isInTime || isOwed && wait < deadline else { return .giveUp(.deadline(wait: wait)) }
    return .retry(after: wait)
  }

  private func longestWait(beforeRetry retry: Int) -> Duration {
    var wait = min(base, cap)
    for _ in 1..<max(1, retry) where wait < cap { wait = min(cap, wait * 2) }
    return wait
  }
}
