/// What carries messages to one other side and back.
package protocol RPCTransport: Sendable {
  /// Sends a message; returns when it is on its way. Called by one task at a time.
  ///
  /// - Throws: when the other side cannot be reached any more.
  func send(_ message: RPCMessage) async throws

  /// What came next; nil when the other side has ended. Called by one task at a time.
  ///
  /// A piece that could not be read is an element too: one line of rubbish is no end.
  ///
  /// - Throws: when nothing more can be read.
  func receive() async throws -> [Result<RPCMessage, RPCError>]?

  /// Ends the conversation; whoever waits in `send` or `receive` returns soon.
  func close() async
}
