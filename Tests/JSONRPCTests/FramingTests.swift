import JSONRPC
import Testing

struct FramingTests {
  static let messages = [#"{"a":1}"#, "é漢🙂", "x", String(repeating: "y", count: 300)].map { Array($0.utf8) }

  static let framings: [any MessageFraming] = [LineFraming(limit: 1_000), ContentLengthFraming(limit: 1_000)]

  @Test(arguments: [0, 1])
  func `what is framed is read again, whatever the cuts`(index: Int) throws {
    let framing = Self.framings[index]
    let stream = Self.messages.flatMap(framing.framed)
    for cut in 0...stream.count {
      var reader = framing
      let first = try reader.consume(Array(stream[..<cut]))
      let messages = try first + reader.consume(Array(stream[cut...]))
      #expect(messages == Self.messages, "cut at \(cut)")
      #expect(reader.isBetweenMessages)
    }
    var reader = framing
    #expect(try stream.flatMap { try reader.consume([$0]) } == Self.messages)
  }

  @Test(arguments: [0, 1])
  func `a stream that ends within a message is noticed`(index: Int) throws {
    let framing = Self.framings[index]
    let stream = framing.framed(Self.messages[0])
    for cut in 1..<(stream.count - 1) {
      var reader = framing
      #expect(try reader.consume(Array(stream[..<cut])).isEmpty)
      #expect(!reader.isBetweenMessages, "cut at \(cut)")
    }
  }

  @Test func `lines may end in CRLF, and empty ones mean nothing`() throws {
    var reader = LineFraming()
    #expect(try reader.consume(Array("\n\r\na\r\n\nb\n".utf8)) == [Array("a".utf8), Array("b".utf8)])
  }

  @Test func `a line that does not end is refused at the limit`() throws {
    var reader = LineFraming(limit: 10)
    #expect(try reader.consume(Array("0123456789".utf8)).isEmpty)
    #expect { try reader.consume([0x30]) } throws: { ($0 as? RPCError)?.code == .tooLarge }
  }

  @Test func `other fields of the head are passed over, in any case and order`() throws {
    var reader = ContentLengthFraming()
    let text = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-LENGTH:\t 2\r\n\r\n{}"
    #expect(try reader.consume(Array(text.utf8)) == [Array("{}".utf8)])
  }

  @Test func `a message may be empty`() throws {
    var reader = ContentLengthFraming()
    #expect(try reader.consume(Array("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx".utf8)) == [[], [0x78]])
  }

  @Test(arguments: [
    "Content-Length: -1\r\n\r\n", "Content-Length: 1e3\r\n\r\n", "Content-Length: \r\n\r\n", "X: 1\r\n\r\n",
    "\r\n\r\n", "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
    "Content-Length: 0x10\r\n\r\n", "rubbish without a colon\r\n\r\n", String(repeating: "h", count: 5_000),
  ])
  func `a head that tells no length is refused`(head: String) {
    var reader = ContentLengthFraming()
    #expect { try reader.consume(Array(head.utf8)) } throws: { ($0 as? RPCError)?.code == .malformed }
  }

  @Test func `a huge length is refused before a byte of it has come`() {
    var reader = ContentLengthFraming(limit: 1_000)
    #expect { try reader.consume(Array("Content-Length: 1001\r\n\r\n".utf8)) } throws: {
      ($0 as? RPCError)?.code == .tooLarge
    }
  }

  @Test(arguments: 0..<200)
  func `random bytes never give more than came`(seed: Int) {
    var numbers = Generator(state: UInt64(seed))
    for var reader in Self.framings {
      var given = 0
      var sent = 0
      for _ in 0..<50 {
        let alphabet = Array("Content-Length: 12\r\n\r\n{}:".utf8)
        let piece = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in
          Bool.random(using: &numbers)
            ? alphabet.randomElement(using: &numbers) ?? 0 : UInt8.random(in: 0...255, using: &numbers)
        }
        sent += piece.count
        guard let messages = try? reader.consume(piece) else { break }
        given += messages.reduce(0) { $0 + $1.count }
        #expect(given <= sent)
      }
    }
  }

  /// SplitMix64, for the same numbers each time.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }
}
