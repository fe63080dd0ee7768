package import Processes
package import SourceText

/// The command that fetches what a project depends on, as the user configured it: the only one that may get the network.
package struct ConfiguredPreparation: Hashable, Sendable {
  /// The program and its arguments; never a line for a shell.
  package var words: [String]

  package var allowsNetwork: Bool

  /// The files that the command gets to see; all files when empty.
  ///
  /// They are all that it sees, since what comes of them is used for every commit that has the same ones: a file that the
  /// command could read without being named could change what other commits are built with.
  package var inputs: [GlobPattern]

  /// What the command leaves behind and is kept: files or folders.
  package var kept: [RelativePath]

  package var deadline: Duration

  package var limits: ProcessLimits

  /// Absolute folders besides the system's that it may read; `~/` stands for the home folder.
  package var readable: [String]

  /// The variables that it gets from the user's environment besides the fixed ones: `NAME`, or `NAME=value`.
  package var variables: [String]

  package init(
    words: [String], allowsNetwork: Bool = false, inputs: [GlobPattern] = [], kept: [RelativePath] = [],
    deadline: Duration = .seconds(1800), limits: ProcessLimits = ProcessLimits(), readable: [String] = [],
    variables: [String] = []
  ) {
    self.words = words
    self.allowsNetwork = allowsNetwork
    self.inputs = inputs
    self.kept = kept
    self.deadline = deadline
    self.limits = limits
    self.readable = readable
    self.variables = variables
  }

  /// The words as a person would write them in a terminal.
  package var commandLine: String {
    words.map { word in
      word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=:@+,".contains($0) } ? word : String(reflecting: word)
    }.joined(separator: " ")
  }
}
