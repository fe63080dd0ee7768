import CommandLineSupport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct StandardInputTests {
  private func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(Foundation.pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  @Test func `everything up to the end is read`() throws {
    let ends = try pipe()
    let text = String(repeating: "refs/heads/x\n", count: 100_000)
    Thread.detachNewThread {
      let file = FileHandle(fileDescriptor: ends.write, closeOnDealloc: true)
      try? file.write(contentsOf: Data(text.utf8))
      try? file.close()
    }
    defer { close(ends.read) }
    let contents = try StandardInput(descriptor: ends.read).read()
    #expect(contents.ending == .endOfFile)
    #expect(contents.bytes == Array(text.utf8))
  }

  @Test func `an input that is closed at once is empty`() throws {
    let ends = try pipe()
    close(ends.write)
    defer { close(ends.read) }
    #expect(try StandardInput(descriptor: ends.read).read() == .init(bytes: [], ending: .endOfFile))
  }

  @Test func `an input on which nothing comes is given up`() throws {
    let ends = try pipe()
    defer { for end in [ends.read, ends.write] { close(end) } }
    let contents = try StandardInput(descriptor: ends.read).read(firstByte: .milliseconds(50))
    #expect(contents == .init(bytes: [], ending: .deadline))
  }

  @Test func `an input that begins and does not end is given up with what came`() throws {
    let ends = try pipe()
    defer { for end in [ends.read, ends.write] { close(end) } }
    #expect(write(ends.write, "abc", 3) == 3)
    let contents = try StandardInput(descriptor: ends.read).read(deadline: .milliseconds(80))
    #expect(contents == .init(bytes: Array("abc".utf8), ending: .deadline))
  }

  @Test func `no more than the limit is kept`() throws {
    let ends = try pipe()
    defer { for end in [ends.read, ends.write] { close(end) } }
    #expect(write(ends.write, "abcdef", 6) == 6)
    #expect(try StandardInput(descriptor: ends.read).read(limit: 4) == .init(bytes: Array("abcd".utf8), ending: .limit))
  }

  @Test func `a terminal is not read`() throws {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(isatty(terminal) == 1)
    defer { close(terminal) }
    #expect(try StandardInput(descriptor: terminal).read() == .init(bytes: [], ending: .terminal))
  }

  @Test func `a file and the null device are read`() throws {
    let null = open("/dev/null", O_RDONLY)
    defer { close(null) }
    #expect(try StandardInput(descriptor: null).read() == .init(bytes: [], ending: .endOfFile))
    let folder = try TemporaryFolder()
    let file = open(try folder.write("abc", to: "a"), O_RDONLY)
    defer { close(file) }
    #expect(try StandardInput(descriptor: file).read().bytes == Array("abc".utf8))
  }

  @Test func `a descriptor that is not open is an empty input`() throws {
    #expect(try StandardInput(descriptor: 1_000_000).read().ending == .endOfFile)
  }
}
