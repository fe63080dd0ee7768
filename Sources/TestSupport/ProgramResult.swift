/// How a program ended, and what it wrote.
package struct ProgramResult: Hashable, Sendable, CustomStringConvertible {
  /// Nil when a signal ended it.
  package var exitCode: Int32?

  /// The signal that ended it; nil when it ended by itself.
  package var signal: Int32?

  /// What it wrote to the standard output, if that was captured.
  package var output: String

  /// What it wrote to the standard error.
  package var errors: String

  /// Both streams, for expectations about anything that a person could see.
  package var everything: String { output + errors }

  package var description: String {
    "exit code \(exitCode.map(String.init) ?? "none, signal \(signal ?? 0)")\n--- output\n\(output)--- errors\n\(errors)"
  }
}
