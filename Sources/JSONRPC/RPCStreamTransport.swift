package import JSON

/// Messages over two streams of bytes, such as the pipes of a child.
package actor RPCStreamTransport: RPCTransport {
  /// The two streams, as what they can do.
  package struct Streams: Sendable {
    /// The next bytes from the other side; nil at the end.
    package var read: @Sendable () async throws -> [UInt8]?

    /// Sends bytes, and waits while the other side does not take them.
    package var write: @Sendable ([UInt8]) async throws -> Void

    /// Ends both.
    package var close: @Sendable () async -> Void

    package init(
      read: @escaping @Sendable () async throws -> [UInt8]?,
      write: @escaping @Sendable ([UInt8]) async throws -> Void, close: @escaping @Sendable () async -> Void
    ) {
      self.read = read
      self.write = write
      self.close = close
    }
  }

  private let streams: Streams
  private let framing: any MessageFraming
  private var incoming: any MessageFraming
  private let limits: JSONValue.Limits

  /// - Parameters:
  ///   - framing: how messages lie in both streams.
  ///   - limits: of one message's JSON.
  package init(_ streams: Streams, framing: any MessageFraming, limits: JSONValue.Limits = JSONValue.Limits()) {
    self.streams = streams
    self.framing = framing
    incoming = framing
    self.limits = limits
  }

  package func send(_ message: RPCMessage) async throws {
    try await streams.write(framing.framed(message.bytes))
  }

  package func receive() async throws -> [Result<RPCMessage, RPCError>]? {
    while let bytes = try await streams.read() {
      let messages = try incoming.consume(bytes)
      if !messages.isEmpty { return messages.flatMap(parsed) }
    }
    guard incoming.isBetweenMessages else {
      throw RPCError(.closed, "the other side ended in the middle of a message")
    }
    return nil
  }

  package func close() async { await streams.close() }

  private func parsed(_ bytes: [UInt8]) -> [Result<RPCMessage, RPCError>] {
    do throws(RPCError) {
      return try RPCMessage.parse(bytes, limits: limits).map { .success($0) }
    } catch {
      return [.failure(error)]
    }
  }
}
