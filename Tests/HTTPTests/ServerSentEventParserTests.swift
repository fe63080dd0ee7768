import HTTP
import Testing

struct ServerSentEventParserTests {
  private func parse(_ pieces: [[UInt8]], finish: Bool = true) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    var events = try pieces.flatMap { try parser.consume($0) }
    if finish, let last = try parser.finish() { events.append(last) }
    return events
  }

  private func parse(_ text: String, finish: Bool = true) throws -> [ServerSentEvent] {
    try parse([Array(text.utf8)], finish: finish)
  }

  static let recorded = Array(
    """
    \u{FEFF}: a comment\r\nevent: first\r\ndata: one\r\ndata:two\r\ndata\r\n\r
    id: 7\ndata: é漢🙂 and more\n\nevent:  spaced\rdata:  x\r\rretry: 250\n\n:\n\nevent: no data\n\n\
    unknown: field\nid: a\0b\ndata: {"type":"ping"}\n\n\n\ndata:\n\ndata: last\nid\n\ndata: open end
    """.utf8)

  @Test func `all of the format is understood`() throws {
    #expect(
      try parse([Self.recorded]) == [
        ServerSentEvent(type: "first", data: "one\ntwo\n"),
        ServerSentEvent(data: "é漢🙂 and more", id: "7"),
        ServerSentEvent(type: " spaced", data: " x", id: "7"),
        ServerSentEvent(data: "{\"type\":\"ping\"}", id: "7"),
        ServerSentEvent(data: "", id: "7"),
        ServerSentEvent(data: "last"),
        ServerSentEvent(data: "open end"),
      ])
  }

  @Test func `every cut in two gives the same events`() throws {
    let whole = try parse([Self.recorded])
    for cut in 0...Self.recorded.count {
      #expect(try parse([Array(Self.recorded[..<cut]), Array(Self.recorded[cut...])]) == whole, "cut at \(cut)")
    }
  }

  @Test func `bytes that come one by one give the same events`() throws {
    #expect(try parse(Self.recorded.map { [$0] }) == parse([Self.recorded]))
  }

  @Test func `random cuts give the same events`() throws {
    let whole = try parse([Self.recorded])
    for _ in 0..<500 {
      var pieces: [[UInt8]] = []
      var rest = Self.recorded[...]
      while !rest.isEmpty {
        let count = Int.random(in: 0...9)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      #expect(try parse(pieces) == whole, "\(pieces.map(\.count))")
    }
  }

  @Test func `an event without its blank line comes only at the end`() throws {
    #expect(try parse("data: a\ndata: b", finish: false) == [])
    #expect(try parse("data: a\ndata: b").map(\.data) == ["a\nb"])
    #expect(try parse("data: a\n").map(\.data) == ["a"])
    #expect(try parse("").isEmpty)
    #expect(try parse("event: x").isEmpty)
  }

  @Test func `a mark of byte order counts at the start only`() throws {
    #expect(try parse("data: a\n\n\u{FEFF}data: b\n\n").map(\.data) == ["a"])
  }

  @Test func `a retry field holds digits only`() throws {
    for (text, expected) in [("250", Duration.milliseconds(250)), ("-1", nil), ("1s", nil), ("", nil)] {
      var parser = ServerSentEventParser()
      _ = try parser.consume(Array("retry: \(text)\n\n".utf8))
      #expect(parser.reconnectionTime == expected)
    }
  }

  @Test func `bytes that are not UTF-8 become replacement characters`() throws {
    #expect(
      try parse([Array("data: a".utf8) + [0xFF, 0xC3] + Array("b\n\n".utf8)]).map(\.data) == ["a\u{FFFD}\u{FFFD}b"])
  }

  @Test func `a line past the limit is refused, and one at the limit is not`() throws {
    var parser = ServerSentEventParser(limit: 100)
    let line = Array("data: \(String(repeating: "x", count: 94))".utf8)
    #expect(try parser.consume(line + Array("\n\n".utf8)).count == 1)
    let error = #expect(throws: HTTPError.self) { try parser.consume(line + line) }
    #expect(error?.code == .tooLarge)
  }

  @Test func `many lines of one event are refused past the limit`() throws {
    var parser = ServerSentEventParser(limit: 100)
    let error = #expect(throws: HTTPError.self) {
      try parser.consume(Array(repeating: Array("data: xxxx\n".utf8), count: 30).flatMap { $0 })
    }
    #expect(error?.code == .tooLarge)
  }

  @Test func `ten megabytes in one line are refused by default`() throws {
    var parser = ServerSentEventParser()
    let error = #expect(throws: HTTPError.self) {
      try parser.consume(Array("data: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 10 << 20))
    }
    #expect(error?.code == .tooLarge)
  }
}
