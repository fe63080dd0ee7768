/// A head that tells the length before each message, as the Language Server Protocol has it.
///
/// The head is lines of the form `Name: value`, each ended by CRLF, and an empty one; only `Content-Length` counts.
package struct ContentLengthFraming: MessageFraming {
  /// Bytes of a head; real ones have about a hundred.
  private static let headLimit = 4 << 10

  private var head: [UInt8] = []
  private var body: [UInt8] = []

  /// Bytes of the body that are still to come; nil within a head.
  private var missing: Int?

  private let limit: Int

  /// - Parameter limit: bytes of one message.
  package init(limit: Int = 64 << 20) {
    self.limit = limit
  }

  package var isBetweenMessages: Bool { head.isEmpty && missing == nil }

  package func framed(_ message: [UInt8]) -> [UInt8] {
    Array("Content-Length: \(message.count)\r\n\r\n".utf8) + message
  }

  package mutating func consume(_ bytes: [UInt8]) throws(RPCError) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if let missing {
        let piece = rest.prefix(missing)
        body += piece
        rest = rest.dropFirst(piece.count)
        self.missing = missing - piece.count
      } else {
        try takeHead(&rest)
      }
      if missing == 0 {
        messages.append(body)
        body = []
        missing = nil
      }
    }
    return messages
  }

  /// Takes bytes of a head, up to its end.
  private mutating func takeHead(_ rest: inout ArraySlice<UInt8>) throws(RPCError) {
    while let byte = rest.popFirst() {
      head.append(byte)
      if byte == UInt8(ascii: "\n"), head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
        missing = try Self.length(in: head, limit: limit)
        head = []
        return
      }
      guard head.count < Self.headLimit else {
        throw RPCError(.malformed, "a head of more than \(Self.headLimit) bytes before a message")
      }
    }
  }

  private static func length(in head: [UInt8], limit: Int) throws(RPCError) -> Int {
    var length: Int?
    for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw RPCError(.malformed, "a line in the head of a message that is no field") }
      guard parts[0].lowercased() == "content-length" else { continue }
      let digits = parts[1].drop { $0 == " " || $0 == "\t" }
      // More digits than these would be too large in any case, and than Int holds.
      guard length == nil, !digits.isEmpty, digits.utf8.count <= 18,
        digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(digits)
      else {
        throw RPCError(.malformed, "the head of a message does not tell its length once and in digits")
      }
      length = number
    }
    guard let length else { throw RPCError(.malformed, "the head of a message does not tell its length") }
    guard length <= limit else {
      throw RPCError(.tooLarge, "a message of \(length) bytes, where \(limit) are allowed")
    }
    return length
  }
}
