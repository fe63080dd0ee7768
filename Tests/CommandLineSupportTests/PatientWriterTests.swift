import Foundation
import Testing

@testable import CommandLineSupport

/// A writer whose reader reads nothing for a while.
@Suite(.timeLimit(.minutes(1))) struct PatientWriterTests {
  private let reader: Int32
  private let descriptor: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    (reader, descriptor) = (ends[0], ends[1])
  }

  /// All that lies in the pipe.
  private func drained() -> [UInt8] {
    var all: [UInt8] = []
    var entry = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    while poll(&entry, 1, 0) > 0 {
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = read(reader, &buffer, buffer.count)
      guard count > 0 else { break }
      all += buffer.prefix(count)
    }
    return all
  }

  @Test func `what is begun is ended before anything else, and what is left out is counted`() {
    defer {
      close(reader)
      close(descriptor)
    }
    var writer = PatientWriter(descriptor)
    // More than any pipe holds.
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: 4 << 20) + [UInt8(ascii: "\n")]
    writer.write(long) { false }
    #expect(writer.isWithinText && writer.isStuck && writer.lostCount == 0)
    writer.write(Array("lost\n".utf8)) { false }
    #expect(writer.lostCount == 1)
    var read: [UInt8] = []
    // Waits as long as something was read since.
    writer.write(Array("next\n".utf8)) {
      let piece = drained()
      read += piece
      return !piece.isEmpty
    }
    read += drained()
    #expect(!writer.isWithinText && !writer.isStuck && writer.lostCount == 1)
    #expect(read == long + Array("next\n".utf8))
  }

  @Test func `a reader who is gone stops nothing`() {
    StandardStream.ignoreBrokenPipes()
    close(reader)
    defer { close(descriptor) }
    var writer = PatientWriter(descriptor)
    writer.write(Array("a\n".utf8)) { true }
    #expect(!writer.isWithinText)
  }
}
