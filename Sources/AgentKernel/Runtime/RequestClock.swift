internal import Synchronization

/// The time of a request with its retries, without what hooks and a budget shared with others kept it waiting for.
///
/// It bounds the model and its provider (`RetryPolicy.deadline`), who are not to blame for the rest.
final class RequestClock: Sendable {
  private let start = Mutex(ContinuousClock.now)

  /// The time so far.
  var elapsed: Duration { start.withLock { $0.duration(to: .now) } }

  /// Does what does not count, and gives its result.
  func leavingOut<Result>(_ operation: () async -> Result) async -> Result {
    let begin = ContinuousClock.now
    let result = await operation()
    start.withLock { $0 += begin.duration(to: .now) }
    return result
  }
}
