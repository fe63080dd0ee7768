/// How messages lie in a stream of bytes.
///
/// A framing is a value with what has come of the next message; a fault that it throws is final, since nobody knows any
/// more where a message begins.
package protocol MessageFraming: Sendable {
  /// The bytes that carry one message.
  func framed(_ message: [UInt8]) -> [UInt8]

  /// Takes the next bytes, cut anywhere, and returns the messages that they complete.
  ///
  /// - Throws: `RPCError` with code `.malformed` or `.tooLarge`.
  mutating func consume(_ bytes: [UInt8]) throws(RPCError) -> [[UInt8]]

  /// Whether the stream may end here, with no message begun.
  var isBetweenMessages: Bool { get }
}
