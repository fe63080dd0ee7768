import CommandLineSupport
import Synchronization
import Testing

@Suite struct TerminalTests {
  @Test(
    arguments: [
      (.always, false, true, true), (.never, true, false, false), (.auto, true, false, true),
      (.auto, false, false, false),
      (.auto, true, true, false),
    ] as [(ColorChoice, Bool, Bool, Bool)])
  func `colours follow the choice, the stream and the environment`(
    choice: ColorChoice, isTerminal: Bool, refuses: Bool, uses: Bool
  ) {
    let terminal = Terminal(outputIsTerminal: isTerminal, errorIsTerminal: !isTerminal, refusesColor: refuses)
    #expect(terminal.usesColor(choice, on: .output) == uses)
  }

  @Test(
    arguments: [
      ([:], true), (["TERM": "xterm"], false), (["TERM": "dumb"], true), (["TERM": "xterm", "NO_COLOR": "1"], true),
      (["TERM": "xterm", "NO_COLOR": ""], false),
    ] as [([String: String], Bool)])
  func `the environment may refuse colours`(environment: [String: String], refuses: Bool) {
    #expect(Terminal(environment: environment).refusesColor == refuses)
  }

  /// Collects what is written, at a time that the test sets.
  private final class Screen: Sendable {
    private let state = Mutex((text: "", time: ContinuousClock.now))

    var text: String { state.withLock(\.text) }

    func advance(_ duration: Duration) { state.withLock { $0.time += duration } }

    func line(isTerminal: Bool, width: Int = 80) -> ProgressLine {
      ProgressLine(
        terminal: Terminal(outputIsTerminal: false, errorIsTerminal: isTerminal, width: width),
        now: { self.state.withLock(\.time) }, write: { text in self.state.withLock { $0.text += text } })
    }
  }

  @Test func `a terminal's line is rewritten, not too often, and taken away`() {
    let screen = Screen()
    let line = screen.line(isTerminal: true)
    line.update("one")
    line.update("two")
    screen.advance(.milliseconds(150))
    line.update("three")
    line.finish()
    line.finish()
    #expect(screen.text == "\r\u{1b}[Kone\r\u{1b}[Kthree\r\u{1b}[K")
  }

  @Test func `elsewhere plain lines are written, less often and none twice`() {
    let screen = Screen()
    let line = screen.line(isTerminal: false)
    for text in ["one", "two", "two", "three"] {
      line.update(text)
      screen.advance(.milliseconds(1500))
    }
    line.finish()
    #expect(screen.text == "one\ntwo\n")
  }

  @Test func `a line is cut to the width and cannot drive the terminal`() {
    let screen = Screen()
    screen.line(isTerminal: true, width: 20).update("a\nb\u{1b}[2J" + String(repeating: "x", count: 100))
    #expect(screen.text.unicodeScalars.count { $0 == "\u{1b}" } == 1)
    #expect(!screen.text.contains("\n"))
    #expect(screen.text.count <= 20 + 4)
  }

  @Test func `a line that stays is written above the progress`() {
    let screen = Screen()
    let line = screen.line(isTerminal: true)
    line.update("working")
    line.print("careful\u{7}")
    line.print("again")
    #expect(screen.text.hasPrefix("\r\u{1b}[Kworking\r\u{1b}[Kcareful"))
    #expect(!screen.text.contains("\u{7}"))
    #expect(screen.text.hasSuffix("\nagain\n"))
  }
}
