package import Processes

/// A command that the user configured and that agents may run by its name.
///
/// The words come from the user alone: neither a repository nor a model can name a program.
package struct ConfiguredCommand: Hashable, Sendable {
  /// What agents call it: `build`, `test`, `lint`, ...
  package var name: String

  /// The program and its arguments; never a line for a shell.
  package var words: [String]

  /// Whether a caller may add paths and test names behind the words, each checked.
  package var takesArguments: Bool

  package var deadline: Duration

  package var limits: ProcessLimits

  /// Absolute folders besides the system's that it may read, such as a toolchain; `~/` stands for the home folder.
  package var readable: [String]

  /// The variables that it gets from the user's environment besides the fixed ones: `NAME`, or `NAME=value`.
  package var variables: [String]

  package init(
    name: String, words: [String], takesArguments: Bool = false, deadline: Duration = .seconds(600),
    limits: ProcessLimits = ProcessLimits(), readable: [String] = [], variables: [String] = []
  ) {
    self.name = name
    self.words = words
    self.takesArguments = takesArguments
    self.deadline = deadline
    self.limits = limits
    self.readable = readable
    self.variables = variables
  }
}
