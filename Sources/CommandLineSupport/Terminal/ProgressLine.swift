internal import Redaction
internal import Synchronization

/// Tells on the standard error what is going on: on a terminal in one line that is rewritten, elsewhere in plain lines.
///
/// A message that comes too soon after another is left out: they are for people who wait, not a record. Foreign text in a
/// message is escaped here, and secrets are taken out.
package final class ProgressLine: Sendable {
  private struct State {
    var lastTime: ContinuousClock.Instant?
    var lastText = ""
    var isShown = false
  }

  private let isTerminal: Bool
  private let width: Int
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameters:
  ///   - terminal: says whether lines can be rewritten, and how long they may be.
  ///   - now: the time; the system's unless a test says otherwise.
  ///   - write: where text goes; the standard error unless a test says otherwise.
  package init(
    terminal: Terminal, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    write: @escaping @Sendable (String) -> Void = { try? StandardStream.error.write($0) }
  ) {
    isTerminal = terminal.errorIsTerminal
    width = max(20, terminal.width)
    self.now = now
    self.write = write
  }

  /// Says what is going on now; on a terminal at most ten times a second, elsewhere at most every two seconds.
  package func update(_ text: String) {
    let time = now()
    // Before it is cut: half of a secret would not be recognised.
    let whole = KnownSecrets.ofProcess.redactor.redact(text)
    let line = TerminalText.singleLine(whole, limit: isTerminal ? width - 1 : 200)
    let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(2)
    state.withLock { state in
      if let last = state.lastTime, last.duration(to: time) < interval || state.lastText == line { return }
      state.lastTime = time
      state.lastText = line
      state.isShown = isTerminal
      write(isTerminal ? "\(Self.erase)\(line)" : line + "\n")
    }
  }

  /// Writes a line that stays, such as a warning.
  package func print(_ text: String) {
    let line = KnownSecrets.ofProcess.redactor.message(text)
    state.withLock { state in
      write((state.isShown ? Self.erase : "") + line + "\n")
      state.isShown = false
      state.lastText = ""
    }
  }

  /// Takes the line away, before other output and at the end.
  package func finish() {
    state.withLock { state in
      if state.isShown { write(Self.erase) }
      state.isShown = false
      state.lastText = ""
    }
  }

  /// Back to the first column, and the line emptied (ECMA-48, erase in line).
  private static let erase = "\r\u{1b}[K"
}
