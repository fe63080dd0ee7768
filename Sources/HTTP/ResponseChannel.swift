internal import Synchronization

/// Where a response passes from the thread that receives it to the task that reads it.
///
/// It holds a bounded number of bytes: past that the receiving side is told to stop until the reader has taken them.
final class ResponseChannel: Sendable {
  private struct State {
    var head: HTTPResponseHead?
    var headWaiter: CheckedContinuation<HTTPResponseHead, any Error>?
    var waiting: [UInt8] = []
    var bodyWaiter: CheckedContinuation<[UInt8]?, any Error>?
    var isPaused = false
    var isFinished = false
    var failure: HTTPError?
  }

  private let state = Mutex(State())
  private let capacity: Int
  private let onResume: @Sendable (ResponseChannel) -> Void
  private let onCancel: @Sendable (ResponseChannel) -> Void

  /// - Parameters:
  ///   - capacity: bytes that may wait for the reader, at least 16 KiB.
  ///   - onResume: is called when a held sender may go on.
  ///   - onCancel: is called when nobody will read on.
  init(
    capacity: Int, onResume: @escaping @Sendable (ResponseChannel) -> Void,
    onCancel: @escaping @Sendable (ResponseChannel) -> Void
  ) {
    self.capacity = capacity
    self.onResume = onResume
    self.onCancel = onCancel
  }

  // MARK: The receiving side

  func receive(_ head: HTTPResponseHead) {
    let waiter = state.withLock { state in
      state.head = head
      return state.headWaiter.take()
    }
    waiter?.resume(returning: head)
  }

  /// Takes bytes; false when too many wait already, and then the same bytes must come again after `onResume`.
  func receive(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let piece = Array(bytes)
    let (isTaken, waiter) = state.withLock { state in
      if let waiter = state.bodyWaiter.take() { return (true, Optional(waiter)) }
      guard state.waiting.isEmpty || state.waiting.count + piece.count <= capacity else {
        state.isPaused = true
        return (false, nil)
      }
      state.waiting += piece
      return (true, nil)
    }
    waiter?.resume(returning: piece)
    return isTaken
  }

  /// Ends the response; what came before stays readable, except when it was cancelled.
  func finish(_ failure: HTTPError? = nil) {
    let waiters:
      (head: CheckedContinuation<HTTPResponseHead, any Error>?, body: CheckedContinuation<[UInt8]?, any Error>?)
    waiters = state.withLock { state in
      guard !state.isFinished else { return (nil, nil) }
      state.isFinished = true
      state.failure = failure
      if failure?.code == .cancelled { state.waiting = [] }
      return (state.headWaiter.take(), state.bodyWaiter.take())
    }
    waiters.head?.resume(throwing: failure ?? Self.noHead)
    if let failure { waiters.body?.resume(throwing: failure) } else { waiters.body?.resume(returning: nil) }
  }

  private static let noHead = HTTPError(.broken, "the server's response ends within its head")

  // MARK: The reading side

  func head() async throws -> HTTPResponseHead {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result: Result<HTTPResponseHead, any Error>? = state.withLock { state in
          if let failure = state.failure, failure.code == .cancelled { return .failure(failure) }
          if let head = state.head { return .success(head) }
          if state.isFinished { return .failure(state.failure ?? Self.noHead) }
          state.headWaiter = continuation
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// All bytes that wait, or the next ones to come; nil at the end.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (result, mayResume): (Result<[UInt8]?, any Error>?, Bool) = state.withLock { state in
          guard state.waiting.isEmpty else {
            let bytes = state.waiting
            state.waiting = []
            defer { state.isPaused = false }
            return (.success(bytes), state.isPaused)
          }
          if state.isFinished { return (state.failure.map { .failure($0) } ?? .success(nil), false) }
          state.bodyWaiter = continuation
          return (nil, false)
        }
        if mayResume { onResume(self) }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Ends the response for a reader who wants no more of it.
  func cancel() {
    guard !state.withLock({ $0.isFinished }) else { return }
    finish(HTTPError(.cancelled, "the exchange was cancelled"))
    onCancel(self)
  }
}
