/// A child to run: a program and its arguments, never a command line for a shell.
package struct ProcessRequest: Hashable, Sendable {
  /// An absolute path, or a name without a slash that is looked up in the child's `PATH`.
  package var program: String

  /// The arguments without the program's own name.
  package var arguments: [String]

  package var environment: ProcessEnvironment

  /// The folder that the child runs in; nil for the folder of this process.
  package var folder: String?

  package var input: Input

  package var output: Output

  /// How long the child may run until it is ended with its whole group; nil for no limit.
  package var deadline: Duration?

  /// How long the child has to end by itself when it is told to (SIGTERM), before it is killed.
  package var gracePeriod: Duration

  /// Whether the child leads a process group of its own, which can be ended as a whole.
  ///
  /// A child that shares the terminal with the user stays in the group of this process instead: the terminal stops
  /// another group that reads from it, and Ctrl-C reaches the foreground group alone.
  package var leadsGroup: Bool

  package init(
    program: String, arguments: [String] = [], environment: ProcessEnvironment = .clean(), folder: String? = nil,
    input: Input = .closed, output: Output = .captured(limit: 1 << 20), deadline: Duration? = nil,
    gracePeriod: Duration = .seconds(2), leadsGroup: Bool = true
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
    self.input = input
    self.output = output
    self.deadline = deadline
    self.gracePeriod = gracePeriod
    self.leadsGroup = leadsGroup
  }
}

extension ProcessRequest {
  /// What a child reads as its standard input.
  package enum Input: Hashable, Sendable {
    /// Nothing: the end of the input at once.
    case closed
    case bytes([UInt8])

    /// What this process would read.
    case inherited
  }

  /// Where a child's standard output and standard error go.
  package enum Output: Hashable, Sendable {
    /// Into the result, of each stream at most `limit` bytes: its first half and its last half.
    case captured(limit: Int)

    /// Where this process writes.
    case inherited
  }
}
