import TestSupport
import Testing

@testable import HTTP

@Suite(.timeLimit(.minutes(1)))
struct RequestBodyTests {
  private func body(_ sizes: [Int]) -> RequestBody {
    var next = 0
    let pieces = sizes.map { size -> ArraySlice<UInt8> in
      defer { next += size }
      return ((0..<size).map { UInt8(truncatingIfNeeded: (next + $0) &* 31 >> 3) })[...]
    }
    return RequestBody(pieces: pieces)
  }

  @Test func `bodies are equal by their bytes, however they are cut`() {
    let whole = RequestBody(body([10, 20, 30]).bytes)
    #expect(whole == body([30, 0, 30]))
    #expect(whole.hashValue == body([30, 0, 30]).hashValue)
    #expect(whole != body([10, 20, 31]))
    #expect(body([0, 0]).pieces.isEmpty)
    #expect(body([5, 0, 7]).count == 12)
  }

  @Test(arguments: [1, 7, 64, 1_000], [[], [1], [64, 1, 63], [100, 0, 1, 500]])
  func `a body is read in buffers of any size, and once more from its beginning`(size: Int, sizes: [Int]) {
    let body = body(sizes)
    let reader = BodyReader(body)
    for _ in 0..<2 {
      var read: [UInt8] = []
      while true {
        let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          count = reader.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if piece.isEmpty { break }
        // Only the end is shorter than the buffer.
        #expect(piece.count == min(size, body.count - read.count))
        read += piece
      }
      #expect(read == body.bytes)
      #expect(!reader.seek(to: 1))
      #expect(reader.seek(to: 0))
    }
  }

  @Test(arguments: [[65_535], [65_536], [40_000, 1, 60_000], [1 << 20, 3 << 20]])
  func `long bodies arrive as they are, also when the kept connection turns out to be closed`(sizes: [Int]) async throws
  {
    let answer = LoopbackReply.response(200)
    let server = try LoopbackServer([answer, LoopbackReply(answer.steps + [.close]), answer])
    defer { server.stop() }
    let client = HTTPClient()
    let content = body(sizes)
    for _ in 0..<3 {
      let request = HTTPRequest(.post, server.url, headers: [], content: content)
      #expect(try await client.send(request).status == 200)
    }
    let received = server.requests
    #expect(received.count == 3)
    #expect(received.allSatisfy { $0.body == content.bytes && $0.headers["content-length"] == "\(content.count)" })
    #expect(received.allSatisfy { $0.headers["transfer-encoding"] == nil && $0.headers["expect"] == nil })
    #expect(server.acceptedConnections == 2)
  }
}
