/// One message a line, as MCP has it on standard input and output.
///
/// Lines end with LF, or CRLF; empty ones mean nothing.
package struct LineFraming: MessageFraming {
  private var line: [UInt8] = []
  private let limit: Int

  /// - Parameter limit: bytes of one message.
  package init(limit: Int = 8 << 20) {
    self.limit = limit
  }

  package var isBetweenMessages: Bool { line.isEmpty }

  /// The message and a line feed; the message has none in it, as compact JSON never has.
  package func framed(_ message: [UInt8]) -> [UInt8] { message + [Self.lineFeed] }

  package mutating func consume(_ bytes: [UInt8]) throws(RPCError) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: Self.lineFeed) {
      try append(rest[..<end])
      rest = rest[(end + 1)...]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if !line.isEmpty { messages.append(line) }
      line = []
    }
    try append(rest)
    return messages
  }

  private static let lineFeed = UInt8(ascii: "\n")

  private mutating func append(_ bytes: ArraySlice<UInt8>) throws(RPCError) {
    guard bytes.count <= limit - line.count else {
      throw RPCError(.tooLarge, "a message of more than \(limit) bytes, or a line that does not end")
    }
    line += bytes
  }
}
