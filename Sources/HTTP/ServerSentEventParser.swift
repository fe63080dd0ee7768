/// Reads a `text/event-stream`, in pieces cut anywhere.
///
/// It follows the HTML standard's section on server-sent events: lines end in CR, LF or CRLF; a byte order mark at the start,
/// comments and unknown fields are passed over; bytes that are not UTF-8 become U+FFFD. It differs in one point: `finish`
/// gives an event whose last blank line is missing.
package struct ServerSentEventParser: Sendable {
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var type = ""
  private var lastID = ""
  private var isFirstLine = true
  private var lastWasCarriageReturn = false
  private let limit: Int

  /// How long the server asks to wait before a reconnection: the last `retry` field.
  package private(set) var reconnectionTime: Duration?

  /// - Parameter limit: the most bytes of one line, and of one event's data.
  package init(limit: Int = 8 << 20) {
    self.limit = limit
  }

  /// Takes the next bytes and returns the events that they complete.
  ///
  /// - Throws: `HTTPError` with the code `tooLarge` past the limit.
  package mutating func consume(_ bytes: [UInt8]) throws(HTTPError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var rest = bytes[...]
    while let first = rest.first {
      if lastWasCarriageReturn {
        lastWasCarriageReturn = false
        if first == Self.lineFeed {
          rest.removeFirst()
          continue
        }
      }
      guard let end = rest.firstIndex(where: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) else {
        try append(rest)
        break
      }
      try append(rest[..<end])
      lastWasCarriageReturn = rest[end] == Self.carriageReturn
      rest = rest[(end + 1)...]
      if let event = try endLine() { events.append(event) }
    }
    return events
  }

  /// Takes the end of the stream; returns the event that it leaves without its blank line.
  ///
  /// Only an end that the sender meant, not a cut connection, may be told here.
  ///
  /// - Throws: `HTTPError` with the code `tooLarge` past the limit.
  package mutating func finish() throws(HTTPError) -> ServerSentEvent? {
    if !line.isEmpty, let event = try endLine() { return event }
    return dispatch()
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private mutating func append(_ bytes: ArraySlice<UInt8>) throws(HTTPError) {
    guard line.count + bytes.count <= limit else {
      throw HTTPError(.tooLarge, "a line of more than \(limit) bytes in an event stream")
    }
    line += bytes
  }

  private mutating func endLine() throws(HTTPError) -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: line.capacity <= 64 << 10) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return dispatch() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    try take(field: String(decoding: line[..<colon], as: UTF8.self), value)
    return nil
  }

  private mutating func take(field: String, _ value: ArraySlice<UInt8>) throws(HTTPError) {
    switch field {
    case "data":
      guard data.count + value.count < limit else {
        throw HTTPError(.tooLarge, "an event with more than \(limit) bytes of data")
      }
      if hasData { data.append(Self.lineFeed) }
      data += value
      hasData = true
    case "event": type = String(decoding: value, as: UTF8.self)
    case "id": if !value.contains(0) { lastID = String(decoding: value, as: UTF8.self) }
    case "retry":
      let digits = String(decoding: value, as: UTF8.self)
      if digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let milliseconds = Int64(digits) {
        reconnectionTime = .milliseconds(milliseconds)
      }
    default: break
    }
  }

  private mutating func dispatch() -> ServerSentEvent? {
    defer { (type, data, hasData) = ("", [], false) }
    guard hasData else { return nil }
    return ServerSentEvent(
      type: type.isEmpty ? "message" : type, data: String(decoding: data, as: UTF8.self), id: lastID)
  }
}
