/// The bytes of a response, in pieces as they arrive, to be read once.
///
/// The sender is held back while nobody reads. Leaving the iteration early, cancelling the reading task and letting go of
/// the body each close the connection.
package struct HTTPBody: AsyncSequence, Sendable {
  package typealias Element = [UInt8]

  private let source: Source

  /// - Parameters:
  ///   - next: gives the next piece, nil at the end; called by one reader at a time.
  ///   - cancel: is called when nobody will read on, also after the end.
  package init(next: @escaping @Sendable () async throws -> [UInt8]?, cancel: @escaping @Sendable () -> Void) {
    source = Source(next: next, cancel: cancel)
  }

  /// The next piece, never empty; nil at the end.
  ///
  /// - Throws: `HTTPError`.
  package func next() async throws -> [UInt8]? {
    try await source.next()
  }

  /// Closes the connection if the end has not been reached; what waits is thrown away.
  package func cancel() {
    source.cancel()
  }

  /// All bytes that are left.
  ///
  /// - Parameter limit: the most bytes that are accepted.
  /// - Throws: `HTTPError`, with the code `tooLarge` past the limit.
  package func collect(upTo limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await piece in self {
      guard piece.count <= limit - bytes.count else {
        throw HTTPError(.tooLarge, "a response body of more than \(limit) bytes")
      }
      bytes += piece
    }
    return bytes
  }

  /// Reads to the end and throws away what comes, so that the connection can serve the next request.
  ///
  /// - Parameter patience: how long to wait for the end; the connection is closed after that.
  /// - Throws: what a source other than the network throws; a failing connection is as good as an end.
  package func drain(within patience: Duration) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do { while try await next() != nil {} } catch is HTTPError {}
      }
      group.addTask { try? await Task.sleep(for: patience) }
      try await group.next()
      group.cancelAll()
    }
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(source)
  }

  package struct Iterator: AsyncIteratorProtocol {
    private let reading: Reading

    fileprivate init(_ source: Source) {
      reading = Reading(source)
    }

    package mutating func next() async throws -> [UInt8]? {
      try await reading.source.next()
    }
  }

  /// One iteration: when it ends, however it ends, nobody reads on.
  fileprivate final class Reading: Sendable {
    let source: Source

    init(_ source: Source) {
      self.source = source
    }

    deinit { source.cancel() }
  }

  fileprivate final class Source: Sendable {
    let next: @Sendable () async throws -> [UInt8]?
    let cancel: @Sendable () -> Void

    init(next: @escaping @Sendable () async throws -> [UInt8]?, cancel: @escaping @Sendable () -> Void) {
      self.next = next
      self.cancel = cancel
    }

    deinit { cancel() }
  }
}
