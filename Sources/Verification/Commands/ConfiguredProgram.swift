package import Processes

/// A program of the user's that is given a text and answers with one: a tool of their own, or a hook.
package struct ConfiguredProgram: Hashable, Sendable {
  /// Bytes that are kept of each stream: the first and the last half.
  package static let outputLimit = 1 << 20

  /// The program and its arguments; never a line for a shell.
  package var words: [String]

  package var deadline: Duration

  /// Whether it runs in the sandbox, where it can write nothing but its private folders.
  package var isConfined: Bool

  /// Whether it may open connections; without a sandbox it may in any case.
  package var allowsNetwork: Bool

  package var limits: ProcessLimits

  /// Absolute folders besides the system's that it may read in the sandbox; `~/` stands for the home folder.
  package var readable: [String]

  /// The variables that it gets from the user's environment besides the usual ones: `NAME`, or `NAME=value`.
  package var variables: [String]

  package init(
    words: [String], deadline: Duration, isConfined: Bool, allowsNetwork: Bool = false,
    limits: ProcessLimits = ProcessLimits(), readable: [String] = [], variables: [String] = []
  ) {
    self.words = words
    self.deadline = deadline
    self.isConfined = isConfined
    self.allowsNetwork = allowsNetwork
    self.limits = limits
    self.readable = readable
    self.variables = variables
  }

  /// Where the program is, as it would be run.
  ///
  /// - Parameter user: the user's environment.
  /// - Throws: `VerificationError` with code `.invalidCommand`.
  package func programPath(variables user: [String: String]) throws(VerificationError) -> String {
    try ConfinedProgram(words, readable: readable, variables: variables, user: user).path
  }

  /// Runs the program to its end.
  ///
  /// Without a sandbox it has the user's own usual variables (`ProcessEnvironment.allowedNames`), and no key either.
  ///
  /// - Parameters:
  ///   - input: what it reads.
  ///   - sandbox: what confines it; needed only by one that is to be confined.
  ///   - user: the user's environment.
  /// - Throws: `VerificationError` when the program cannot be had or there is nothing to confine it; `ProcessError` when
  ///   it could not be run. One that fails is a result.
  package func run(
    input: [UInt8], in sandbox: Sandbox?, variables user: [String: String]
  ) async throws -> ProcessResult {
    let program = try ConfinedProgram(words, readable: readable, variables: variables, user: user)
    var request = program.request(deadline: deadline, outputLimit: Self.outputLimit)
    request.input = .bytes(input)
    guard isConfined else {
      // It was told its deadline; the run waits for it.
      request.gracePeriod = .milliseconds(500)
      request.environment = .clean(from: user, adding: program.named)
      return try await ProcessRunner().run(request)
    }
    guard let sandbox else {
      throw VerificationError(.invalidCommand, "there is no sandbox here, so \(words.first ?? "it") is not run")
    }
    return try await sandbox.run(request, under: program.policy(limits: limits, allowsNetwork: allowsNetwork))
  }
}
