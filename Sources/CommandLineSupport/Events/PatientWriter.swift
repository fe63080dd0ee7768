#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// Writes texts to a reader who may have stopped reading, without waiting for ever.
///
/// A text is written whole or not at all, as far as one who reads on can tell: what is left of one that was begun comes
/// before all else.
struct PatientWriter: Sendable {
  private let descriptor: Int32
  private var rest: ArraySlice<UInt8> = []

  /// Whether the last text found nobody who reads.
  private(set) var isStuck = false

  /// Texts that were not written since nobody read.
  private(set) var lostCount = 0

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether a part of a text is still to be written.
  var isWithinText: Bool { !rest.isEmpty }

  /// Writes a text, unless nobody reads.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - mayWait: whether to wait on for a reader; it is asked some 20 times a second.
  mutating func write(_ bytes: [UInt8], while mayWait: () -> Bool) {
    flush(while: mayWait)
    guard rest.isEmpty else { return lose() }
    rest = bytes[...]
    flush(while: mayWait)
    isStuck = !rest.isEmpty
    if rest.count == bytes.count, isStuck {
      rest = []
      lose()
    }
  }

  private mutating func lose() {
    isStuck = true
    lostCount += 1
  }

  private mutating func flush(while mayWait: () -> Bool) {
    while !rest.isEmpty {
      guard waits(while: mayWait) else { return }
      // A pipe that has room has room for so much.
      let count = SystemCall.write(descriptor, rest.prefix(Int(PIPE_BUF)))
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EAGAIN {
        rest = []
      }
    }
  }

  private func waits(while mayWait: () -> Bool) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    var patience: Int32 = 0
    while poll(&entry, 1, patience) <= 0 {
      guard mayWait() else { return false }
      patience = 50
    }
    return true
  }
}
