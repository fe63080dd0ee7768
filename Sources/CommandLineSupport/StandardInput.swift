#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The standard input, read to its end without ever waiting for ever.
package struct StandardInput: Sendable {
  /// What was read, and why no more.
  package struct Contents: Hashable, Sendable {
    package var bytes: [UInt8]
    package var ending: Ending

    package init(bytes: [UInt8], ending: Ending) {
      self.bytes = bytes
      self.ending = ending
    }
  }

  package enum Ending: Hashable, Sendable {
    case endOfFile

    /// The other side neither wrote enough nor closed in time.
    case deadline

    /// The other side wrote more than the limit; the rest is left.
    case limit

    /// A person sits there, who was not asked for anything: nothing was read.
    case terminal
  }

  private let descriptor: Int32

  /// - Parameter descriptor: the file descriptor to read; it stays open.
  package init(descriptor: Int32 = 0) {
    self.descriptor = descriptor
  }

  /// Reads up to the end, a deadline or a limit, whichever is first.
  ///
  /// - Parameters:
  ///   - firstByte: how long to wait for the first byte or the end.
  ///   - deadline: how long to read in all.
  ///   - limit: bytes.
  /// - Throws: `CommandLineError` when the input cannot be read; a closed input is an empty one.
  package func read(
    firstByte: Duration = .seconds(5), deadline: Duration = .seconds(30), limit: Int = 16 << 20
  ) throws(CommandLineError) -> Contents {
    if isatty(descriptor) == 1 { return Contents(bytes: [], ending: .terminal) }
    let clock = ContinuousClock()
    let start = clock.now
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let end = start.advanced(by: bytes.isEmpty ? min(firstByte, deadline) : deadline)
      guard let isReady = try isReady(within: clock.now.duration(to: end)) else { continue }
      guard isReady else { return Contents(bytes: bytes, ending: .deadline) }
      let count = SystemCall.read(descriptor, into: &buffer)
      if count == 0 { return Contents(bytes: bytes, ending: .endOfFile) }
      if count < 0 {
        if errno == EAGAIN { continue }
        if errno == EBADF { return Contents(bytes: bytes, ending: .endOfFile) }
        throw Self.fault()
      }
      bytes += buffer.prefix(count)
      if bytes.count > limit { return Contents(bytes: Array(bytes.prefix(limit)), ending: .limit) }
    }
  }

  /// Whether something can be read, or the end be seen, within a time; nil when a signal came first.
  private func isReady(within duration: Duration) throws(CommandLineError) -> Bool? {
    guard duration > .zero else { return false }
    let (seconds, attoseconds) = duration.components
    // Rounded up: poll would return at once for the last fraction of a millisecond, again and again.
    let milliseconds = min(seconds, 86_400) * 1000 + attoseconds / 1_000_000_000_000_000 + 1
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = poll(&entry, 1, Int32(milliseconds))
    if count >= 0 { return count > 0 }
    if errno == EINTR { return nil }
    throw Self.fault()
  }

  private static func fault() -> CommandLineError {
    CommandLineError(.inputOutput, "the standard input cannot be read: \(String(cString: strerror(errno)))")
  }
}
