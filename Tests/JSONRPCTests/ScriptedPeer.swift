import JSON
import JSONRPC
import Synchronization

/// The other side of a conversation, played by a test: it sees what is sent and says what it likes.
final class ScriptedPeer: RPCTransport {
  typealias Piece = Result<RPCMessage, RPCError>

  private let incoming = AsyncStream<[Piece]>.makeStream()
  private let sent = AsyncStream<RPCMessage>.makeStream()
  private let isDeaf = Mutex(false)

  /// What comes from the client, in its order; to be iterated once.
  var messages: AsyncStream<RPCMessage> { sent.stream }

  func send(_ message: RPCMessage) async throws {
    if isDeaf.withLock({ $0 }) {
      // As a pipe that nobody reads: it returns when the conversation is ended.
      let closed = AsyncStream<Never> { $0.onTermination = { _ in } }
      let waiting = Task { for await _ in closed {} }
      waiters.withLock { $0.append(waiting) }
      await waiting.value
      throw RPCError(.closed, "closed")
    }
    sent.continuation.yield(message)
  }

  private let waiters = Mutex<[Task<Void, Never>]>([])

  func receive() async throws -> [Piece]? {
    for await pieces in incoming.stream { return pieces }
    return nil
  }

  func close() async {
    incoming.continuation.finish()
    sent.continuation.finish()
    for waiter in waiters.withLock({ $0 }) { waiter.cancel() }
  }

  func say(_ messages: RPCMessage...) { incoming.continuation.yield(messages.map { .success($0) }) }

  func sayRubbish() { incoming.continuation.yield([.failure(RPCError(.malformed, "rubbish"))]) }

  func end() { incoming.continuation.finish() }

  func stopReading() { isDeaf.withLock { $0 = true } }
}
