/// What a `LoopbackServer` does with one request: steps, one after the other.
package struct LoopbackReply: Sendable, CustomStringConvertible {
  package enum Step: Sendable {
    /// Sends bytes as they are.
    case send([UInt8])
    /// Closes the connection, what was sent before it included.
    case close
    /// Closes the connection with an RST.
    case reset
    /// Sends nothing until the other side closes, and reports that as an event.
    case stall
    /// Does something of the test's between two others.
    case perform(@Sendable () -> Void)
    /// Sends this many bytes of filling, as fast as the other side takes them, and reports when it takes none for a while.
    case flood(byteCount: Int)
  }

  package var steps: [Step]

  package init(_ steps: [Step]) {
    self.steps = steps
  }

  /// The steps, with the beginning of what they send.
  package var description: String {
    steps.map { step in
      guard case .send(let bytes) = step else { return "\(step)" }
      return "send \(String(reflecting: String(decoding: bytes.prefix(60), as: UTF8.self)))"
    }.joined(separator: ", ")
  }

  /// A response with its length in its head.
  package static func response(
    _ status: Int, headers: [String: String] = [:], body: [UInt8] = []
  ) -> LoopbackReply {
    var headers = headers
    headers["content-length"] = String(body.count)
    return LoopbackReply([.send(head(status, headers) + body)])
  }

  /// A JSON response.
  package static func json(_ status: Int, _ text: String, headers: [String: String] = [:]) -> LoopbackReply {
    .response(status, headers: headers.merging(["content-type": "application/json"]) { $1 }, body: Array(text.utf8))
  }

  /// A chunked `text/event-stream`, whole.
  ///
  /// - Parameters:
  ///   - bytes: the stream.
  ///   - pieceSize: bytes of each chunk; each is sent by itself.
  package static func events(_ bytes: [UInt8], pieceSize: Int = .max) -> LoopbackReply {
    LoopbackReply([.send(eventsHead)] + chunks(bytes, pieceSize: pieceSize) + [.send(Array("0\r\n\r\n".utf8))])
  }

  /// The beginning of a chunked `text/event-stream`, and then something else.
  package static func events(_ bytes: some Sequence<UInt8>, then last: Step) -> LoopbackReply {
    LoopbackReply([.send(eventsHead)] + chunks(Array(bytes), pieceSize: .max) + [last])
  }

  /// The head of a response.
  package static func head(_ status: Int, _ headers: [String: String]) -> [UInt8] {
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
    return Array("HTTP/1.1 \(status) scripted\r\n\(lines)\r\n".utf8)
  }

  private static let eventsHead = head(
    200, ["content-type": "text/event-stream; charset=utf-8", "transfer-encoding": "chunked"])

  private static func chunks(_ bytes: [UInt8], pieceSize: Int) -> [Step] {
    var steps: [Step] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(pieceSize)
      rest = rest.dropFirst(pieceSize)
      steps.append(.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)))
    }
    return steps
  }
}

/// A request as a `LoopbackServer` received it.
package struct LoopbackRequest: Hashable, Sendable {
  /// The number of the request, from 0, over all connections.
  package var number: Int

  package var method: String
  package var path: String

  /// Headers with names in lower case; of several of one name, the last.
  package var headers: [String: String]

  package var body: [UInt8]

  /// When its first byte had come.
  package var began: ContinuousClock.Instant
}
