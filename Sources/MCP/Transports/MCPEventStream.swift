internal import HTTP

/// The messages in a stream of server-sent events, and where to take it up again.
struct MCPEventStream {
  private var parser: ServerSentEventParser
  private let limit: Int

  /// The identifier of the last event that had one; nil when none had.
  private(set) var lastID: String?

  /// Events so far.
  private(set) var eventCount = 0

  /// How long the server wants to be left alone before the stream is taken up again.
  private(set) var wait: Duration?

  /// - Parameter limit: bytes of one event.
  init(limit: Int) {
    parser = ServerSentEventParser(limit: limit)
    self.limit = limit
  }

  /// Takes the next bytes and returns the data of the events that they complete; an event without data only says where
  /// the stream is.
  mutating func consume(_ bytes: [UInt8]) throws(HTTPError) -> [[UInt8]] {
    let events = try parser.consume(bytes)
    wait = parser.reconnectionTime ?? wait
    eventCount += events.count
    // What cannot stand in a header cannot be sent back.
    if let id = events.last(where: { !$0.id.isEmpty })?.id {
      lastID = id.utf8.count <= 1_024 && id.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? id : nil
    }
    return events.filter { $0.type == "message" && !$0.data.isEmpty }.map { Array($0.data.utf8) }
  }

  /// Begins a new connection: what came of an event that was cut off is dropped.
  mutating func restart() { parser = ServerSentEventParser(limit: limit) }
}
