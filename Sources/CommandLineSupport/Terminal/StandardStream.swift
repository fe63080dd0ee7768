internal import Redaction

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// The standard output or the standard error.
package enum StandardStream: Int32, Hashable, Sendable {
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Makes a write to a pipe that nobody reads an error, in place of a signal that ends the process.
  package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Puts the null device in place of standard streams that are closed.
  ///
  /// Else the next file or connection that is opened would get the number of one of them, and what is meant for a person
  /// would be written into it. The one in the place of the standard output cannot be written: a document that was asked for
  /// does not vanish without a word.
  package static func openMissing() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      _ = open("/dev/null", descriptor == output.rawValue ? O_RDONLY : O_RDWR)
    }
  }

  /// Says something to a person, in lines of its own: without secrets, and with every hidden character made visible.
  ///
  /// That nobody reads it is no error.
  package func say(_ text: String) { try? write(KnownSecrets.ofProcess.redactor.message(text) + "\n") }

  /// Writes the whole text, without the secrets that this process was given.
  ///
  /// - Throws: `CommandLineError` with code `.closedOutput` when nobody reads any more, after which a program ends quietly;
  ///   `.inputOutput` for other trouble, such as a full disk, or an output that was closed from the start.
  package func write(_ text: String) throws(CommandLineError) {
    try Self.write(text, to: rawValue)
  }

  /// Writes the whole text to a file descriptor, as `write(_:)` does.
  package static func write(_ text: String, to descriptor: Int32) throws(CommandLineError) {
    var rest = Array(KnownSecrets.ofProcess.redactor.maskingKnown(in: text).utf8)[...]
    while !rest.isEmpty {
      let count = SystemCall.write(descriptor, rest)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
      } else if errno == EPIPE {
        throw CommandLineError(.closedOutput, "nobody reads the output any more")
      } else if errno == EBADF {
        throw CommandLineError(.inputOutput, "the output cannot be written: it is closed; write to a file (--output)")
      } else {
        throw CommandLineError(.inputOutput, "the output cannot be written: \(String(cString: strerror(errno)))")
      }
    }
  }
}
