/// Keeps callers away from a service that has failed again and again, so that it is not hammered and nobody waits in vain.
///
/// Closed, it lets everybody through and counts operations in a row that failed with all their retries. After some of them
/// it opens: nobody is let through for a while. Then it is half open: one attempt is let through as a probe, whose end
/// decides. The pattern is from M. Nygard, "Release It!", 2007.
///
/// A pure value: the time comes in with each step.
package struct CircuitBreaker: Hashable, Sendable {
  package typealias Instant = ContinuousClock.Instant

  package struct Policy: Hashable, Sendable {
    /// Failed operations in a row that open it.
    package var threshold: Int

    /// How long it is open the first time; each further time in a row twice as long.
    package var cooldown: Duration

    /// The longest time that it is open, unless the service names one.
    package var longestCooldown: Duration

    package init(
      threshold: Int = 3, cooldown: Duration = .seconds(30), longestCooldown: Duration = .seconds(300)
    ) {
      self.threshold = max(1, threshold)
      self.cooldown = cooldown
      self.longestCooldown = longestCooldown
    }
  }

  package enum State: Hashable, Sendable {
    /// All is well; `failures` operations in a row have failed.
    case closed(failures: Int)

    /// Nobody is let through before `until`.
    case open(until: Instant)

    /// One attempt may try whether the service is back, or is trying.
    case halfOpen(isProbing: Bool)
  }

  /// What somebody was let through as.
  package enum Pass: Hashable, Sendable {
    case ordinary
    case probe
  }

  package enum Admission: Hashable, Sendable {
    case admitted(Pass)

    /// Not now; `until` is nil while a probe is under way.
    case refused(until: Instant?)
  }

  /// How an attempt or an operation ended.
  package enum Ending: Hashable, Sendable {
    /// The service answered, be it with a refusal of the request.
    case answered

    /// An attempt failed by the service's fault; the operation may try again.
    case attemptFailed(retryAfter: Duration?)

    /// An operation failed by the service's fault, with all its retries.
    case operationFailed(retryAfter: Duration?)

    /// It was cancelled, which says nothing.
    case abandoned
  }

  package let policy: Policy
  package private(set) var state = State.closed(failures: 0)

  /// How often it opened in a row without an answer between.
  private var openings = 0

  package init(_ policy: Policy = Policy()) {
    self.policy = policy
  }

  /// Asks for an attempt; each one that is admitted must be followed by `record`.
  package mutating func admit(at now: Instant) -> Admission {
    switch state {
    case .closed: return .admitted(.ordinary)
    case .open(let until) where now < until: return .refused(until: until)
    case .halfOpen(isProbing: true): return .refused(until: nil)
    case .open, .halfOpen:
      state = .halfOpen(isProbing: true)
      return .admitted(.probe)
    }
  }

  /// Takes note of how an attempt or an operation ended.
  ///
  /// - Parameters:
  ///   - ending: how.
  ///   - pass: what it was let through as; `.ordinary` for an operation.
  ///   - now: the time.
  package mutating func record(_ ending: Ending, of pass: Pass, at now: Instant) {
    switch (ending, pass) {
    case (.answered, _):
      state = .closed(failures: 0)
      openings = 0
    case (.attemptFailed(let wait), .probe):
      if case .halfOpen = state { open(at: now, for: wait) }
    case (.abandoned, .probe):
      if case .halfOpen = state { state = .halfOpen(isProbing: false) }
    case (.operationFailed(let wait), _):
      // What began before it opened, and fails after, says nothing new.
      guard case .closed(let failures) = state else { return }
      if failures + 1 < policy.threshold {
        state = .closed(failures: failures + 1)
      } else {
        open(at: now, for: wait)
      }
    case (.attemptFailed, .ordinary), (.abandoned, .ordinary):
      break
    }
  }

  private mutating func open(at now: Instant, for wait: Duration?) {
    openings += 1
    var cooldown = min(policy.cooldown, policy.longestCooldown)
    for _ in 1..<openings where cooldown < policy.longestCooldown {
      cooldown = min(cooldown * 2, policy.longestCooldown)
    }
    // The retries have kept to the wait that the service asks for, and failed: it can lengthen the rest, not shorten it.
    state = .open(until: now.advanced(by: max(wait ?? .zero, cooldown)))
  }
}
