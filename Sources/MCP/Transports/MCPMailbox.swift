internal import JSONRPC

/// Where the messages of several exchanges come together for one reader; whoever brings more than can wait is held back.
actor MCPMailbox {
  typealias Pieces = [Result<RPCMessage, RPCError>]

  /// Deliveries that may wait.
  private static let capacity = 64

  private var waiting: [Pieces] = []
  private var reader: CheckedContinuation<Result<Pieces?, RPCError>, Never>?
  private var senders: [CheckedContinuation<Void, Never>] = []
  private var end: Result<Pieces?, RPCError>?

  /// Brings messages; returns when there is room for more.
  func deliver(_ pieces: Pieces) async {
    guard end == nil, !pieces.isEmpty else { return }
    if let reader {
      self.reader = nil
      return reader.resume(returning: .success(pieces))
    }
    waiting.append(pieces)
    guard waiting.count >= Self.capacity else { return }
    await withCheckedContinuation { senders.append($0) }
  }

  /// What was brought next; nil at the end.
  func next() async -> Result<Pieces?, RPCError> {
    if !waiting.isEmpty {
      let pieces = waiting.removeFirst()
      if waiting.count < Self.capacity, !senders.isEmpty { senders.removeFirst().resume() }
      return .success(pieces)
    }
    if let end { return end }
    return await withCheckedContinuation { reader = $0 }
  }

  /// Nothing more is brought or taken.
  func finish(_ result: Result<Pieces?, RPCError> = .success(nil)) {
    guard end == nil else { return }
    end = result
    reader?.resume(returning: result)
    reader = nil
    for sender in senders { sender.resume() }
    senders = []
  }
}
