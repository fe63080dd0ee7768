internal import Synchronization

/// Bytes on their way from one task to another, of which a bounded number may wait.
///
/// Senders wait in their order until the reader has made room; a piece that is larger than the bound passes alone.
final class ByteChannel: Sendable {
  private struct Sender {
    let number: Int
    let bytes: [UInt8]
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct Reader {
    let number: Int
    let continuation: CheckedContinuation<[UInt8]?, Never>
  }

  private struct State {
    var waiting: [UInt8] = []
    var senders: [Sender] = []
    var reader: Reader?
    var nextNumber = 0
    var isFinished = false
  }

  private let state = Mutex(State())
  private let capacity: Int

  /// - Parameter capacity: bytes that may wait.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Sends a piece; returns when it is on its way.
  ///
  /// - Returns: false when nobody will read it, or when the task was cancelled, and then none of it was sent.
  func send(_ bytes: [UInt8]) async -> Bool {
    guard !bytes.isEmpty else { return true }
    let number = takeNumber()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isSent, reader): (Bool?, Reader?) = state.withLock { state in
          if state.isFinished || Task.isCancelled { return (false, nil) }
          if let reader = state.reader.take() { return (true, reader) }
          guard state.senders.isEmpty, hasRoom(for: bytes, after: state.waiting.count) else {
            state.senders.append(Sender(number: number, bytes: bytes, continuation: continuation))
            return (nil, nil)
          }
          state.waiting += bytes
          return (true, nil)
        }
        reader?.continuation.resume(returning: bytes)
        if let isSent { continuation.resume(returning: isSent) }
      }
    } onCancel: {
      let sender = state.withLock { state in
        state.senders.firstIndex { $0.number == number }.map { state.senders.remove(at: $0) }
      }
      sender?.continuation.resume(returning: false)
    }
  }

  /// All bytes that wait, or the next to come; nil at the end, and when the task is cancelled.
  ///
  /// One task may read at a time.
  func next() async -> [UInt8]? {
    let number = takeNumber()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isAnswered, bytes, senders): (Bool, [UInt8]?, [Sender]) = state.withLock { state in
          if Task.isCancelled { return (true, nil, []) }
          guard state.waiting.isEmpty else {
            let bytes = state.waiting
            state.waiting = []
            return (true, bytes, admit(&state))
          }
          if state.isFinished { return (true, nil, []) }
          state.reader = Reader(number: number, continuation: continuation)
          return (false, nil, [])
        }
        if isAnswered { continuation.resume(returning: bytes) }
        for sender in senders { sender.continuation.resume(returning: true) }
      }
    } onCancel: {
      let reader = state.withLock { $0.reader?.number == number ? $0.reader.take() : nil }
      reader?.continuation.resume(returning: nil)
    }
  }

  /// Ends the stream: what was sent, or waits to be sent, stays readable, and nothing more is taken.
  func finish() {
    let (reader, senders) = state.withLock { state in
      state.isFinished = true
      defer { state.senders = [] }
      for sender in state.senders { state.waiting += sender.bytes }
      return (state.reader.take(), state.senders)
    }
    reader?.continuation.resume(returning: nil)
    for sender in senders { sender.continuation.resume(returning: true) }
  }

  /// Ends the stream for a reader who wants no more of it; whoever sends is told so.
  func close() {
    let (reader, senders) = state.withLock { state in
      state.isFinished = true
      state.waiting = []
      defer { state.senders = [] }
      return (state.reader.take(), state.senders)
    }
    reader?.continuation.resume(returning: nil)
    for sender in senders { sender.continuation.resume(returning: false) }
  }

  private func takeNumber() -> Int {
    state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
  }

  private func hasRoom(for bytes: [UInt8], after waiting: Int) -> Bool {
    waiting == 0 || waiting + bytes.count <= capacity
  }

  /// Takes in those who waited for room, as far as there is room now.
  private func admit(_ state: inout State) -> [Sender] {
    var admitted: [Sender] = []
    while let first = state.senders.first, hasRoom(for: first.bytes, after: state.waiting.count) {
      state.waiting += first.bytes
      admitted.append(state.senders.removeFirst())
    }
    return admitted
  }
}
