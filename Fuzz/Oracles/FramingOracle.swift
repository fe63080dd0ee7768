package import JSONRPC

/// `LineFraming` and `ContentLengthFraming`: however a stream is cut, the same messages come of it, and what is a message
/// reads the same once it is written again.
///
/// The input is the letter `L` or another byte for the framing, and a stream.
package struct FramingOracle: Sendable {
  /// Bytes of one message that are taken.
  private static let limit = 1 << 12

  private let lines: any MessageFraming
  private let lengths: any MessageFraming

  /// The framings under test.
  package init(
    lines: any MessageFraming = LineFraming(limit: FramingOracle.messageLimit),
    lengths: any MessageFraming = ContentLengthFraming(limit: FramingOracle.messageLimit)
  ) {
    self.lines = lines
    self.lengths = lengths
  }

  /// Bytes of one message that the framings under test take.
  package static var messageLimit: Int { limit }

  /// - Throws: `Violation`.
  package func check(_ input: [UInt8]) throws(Violation) {
    guard let first = input.first else { return }
    let framing = first == UInt8(ascii: "L") ? lines : lengths
    let stream = Array(input.dropFirst())
    let whole = Self.messages(of: [stream], framing)
    let single = Self.messages(of: stream.map { [$0] }, framing)
    try require(whole == single, "\(Self.shown(stream)) gives other messages byte by byte")
    let half = stream.count / 2
    let halves = Self.messages(of: [Array(stream[..<half]), Array(stream[half...])], framing)
    try require(whole == halves, "\(Self.shown(stream)) gives other messages in two halves")
    guard let whole else { return }
    try require(
      whole.reduce(0) { $0 + $1.count } <= stream.count, "\(Self.shown(stream)) gives more bytes than it has")
    if first == UInt8(ascii: "L") {
      let complete = stream.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      let expected = complete.map { $0.last == 0x0D ? Array($0.dropLast()) : Array($0) }.filter { !$0.isEmpty }
      try require(whole == expected, "\(Self.shown(stream)) gives other messages than its lines")
    } else {
      let again = Self.messages(of: [whole.flatMap(framing.framed)], framing)
      try require(
        again == whole, "\(Self.shown(stream)) gives messages that read differently when they are framed again")
    }
    for message in whole { try Self.check(message: message) }
  }

  /// What is a message is written as one that is equal.
  private static func check(message: [UInt8]) throws(Violation) {
    guard let parsed = try? RPCMessage.parse(message) else { return }
    for message in parsed {
      let again = try? RPCMessage.parse(message.bytes)
      try require(again == [message], "\(message) is written as \(shown(message.bytes))")
      try require(!message.bytes.contains(0x0A), "\(message) is written on several lines")
    }
  }

  /// The messages in a stream that comes in pieces; nil when it breaks the framing's rules.
  private static func messages(of pieces: [[UInt8]], _ framing: any MessageFraming) -> [[UInt8]]? {
    var framing = framing
    var messages: [[UInt8]] = []
    for piece in pieces {
      guard let found = try? framing.consume(piece) else { return nil }
      messages += found
    }
    return messages
  }

  private static func shown(_ bytes: [UInt8]) -> String { String(reflecting: String(decoding: bytes, as: UTF8.self)) }
}
