import CommandLineSupport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct StandardStreamTests {
  @Test func `an output that nobody reads is told apart from other trouble`() throws {
    StandardStream.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    #expect { try StandardStream.write("a", to: ends[1]) } throws: { ($0 as? CommandLineError)?.code == .closedOutput }
    let full = open("/dev/full", O_WRONLY)
    if full >= 0 {
      defer { close(full) }
      #expect { try StandardStream.write("a", to: full) } throws: { ($0 as? CommandLineError)?.code == .inputOutput }
    }
  }

  @Test func `an output that takes little at a time gets everything`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let text = String(repeating: "0123456789", count: 100_000)
    let (read, write) = (ends[0], ends[1])
    Thread.detachNewThread {
      try? StandardStream.write(text, to: write)
      close(write)
    }
    let received = try FileHandle(fileDescriptor: read, closeOnDealloc: true).readToEnd()
    #expect(received == Data(text.utf8))
  }
}
