#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// What the user looks at, as far as it decides how to write.
package struct Terminal: Hashable, Sendable {
  /// Whether the standard output is a terminal.
  package var outputIsTerminal: Bool

  /// Whether the standard error is a terminal.
  package var errorIsTerminal: Bool

  /// The environment's word on colours: `NO_COLOR` set to something, or a `TERM` that has none.
  package var refusesColor: Bool

  /// Columns; 80 when nobody knows.
  package var width: Int

  package init(outputIsTerminal: Bool, errorIsTerminal: Bool, refusesColor: Bool = false, width: Int = 80) {
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.refusesColor = refusesColor
    self.width = width
  }

  /// The terminal of this process.
  package init(environment: [String: String]) {
    self.init(
      outputIsTerminal: StandardStream.output.isTerminal, errorIsTerminal: StandardStream.error.isTerminal,
      refusesColor: Self.refusesColor(environment), width: Self.width(environment))
  }

  /// Whether to colour what is written to a stream; the user's explicit choice is above the environment's.
  package func usesColor(_ choice: ColorChoice, on stream: StandardStream) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: (stream == .output ? outputIsTerminal : errorIsTerminal) && !refusesColor
    }
  }

  /// As no-color.org has it: the variable counts when it is not empty.
  private static func refusesColor(_ environment: [String: String]) -> Bool {
    environment["NO_COLOR"]?.isEmpty == false || ["", "dumb"].contains(environment["TERM"] ?? "")
  }

  private static func width(_ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(StandardStream.error.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) }.flatMap { (20...1000).contains($0) ? $0 : nil } ?? 80
  }
}
