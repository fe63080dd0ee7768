internal import Dispatch
internal import Synchronization

/// An end to waiting for work that cannot be interrupted, such as a comparison inside a C library.
package enum HardDeadline {
  /// Waits for the operation, but no longer than the limit.
  ///
  /// Past the limit the operation is cancelled and left to itself: what it still does must not matter, as in a process that
  /// is about to end.
  ///
  /// - Returns: the operation's result; nil when it did not come in time.
  package static func run<Result: Sendable>(
    within limit: Duration, _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result? {
    let race = Race<Result>()
    let work = Task {
      do {
        race.end(.success(try await operation()))
      } catch {
        race.end(.failure(error))
      }
    }
    // A queue of its own: the shared threads may all be busy with what is waited for.
    let milliseconds = Int(limit / .milliseconds(1))
    DispatchQueue(label: "deadline").asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
      race.end(.success(nil))
    }
    defer { work.cancel() }
    return try await withTaskCancellationHandler {
      try await race.result()
    } onCancel: {
      work.cancel()
    }
  }
}

/// The first of two endings, for the one who waits.
private final class Race<Result: Sendable>: Sendable {
  typealias Ending = Swift.Result<Result?, any Error>

  private enum State {
    case open
    case waited(CheckedContinuation<Result?, any Error>)
    case ended(Ending)
  }

  private let state = Mutex(State.open)

  func end(_ ending: Ending) {
    let waiting: CheckedContinuation<Result?, any Error>? = state.withLock { state in
      switch state {
      case .open:
        state = .ended(ending)
        return nil
      case .waited(let continuation):
        state = .ended(ending)
        return continuation
      case .ended:
        return nil
      }
    }
    waiting?.resume(with: ending)
  }

  func result() async throws -> Result? {
    try await withCheckedThrowingContinuation { continuation in
      let ending: Ending? = state.withLock { state in
        if case .ended(let ending) = state { return ending }
        state = .waited(continuation)
        return nil
      }
      if let ending { continuation.resume(with: ending) }
    }
  }
}
