package import Processes

/// A folder in which a project is built and tested: programs run in the sandbox, without network, and may write to it alone.
///
/// It is a disposable copy of the project, never the user's checkout.
package struct WorkArea: Sendable {
  /// The absolute path of the folder, without symbolic links.
  package let path: String

  private let sandbox: Sandbox
  private let readable: [String]
  private let variables: [String]
  private let user: [String: String]
  private let limits: ProcessLimits

  /// - Parameters:
  ///   - path: an absolute path without symbolic links: where programs run, and the only place that they may write to.
  ///   - sandbox: what confines them.
  ///   - readable: absolute folders besides the system's and a program's own that they may read; `~/` stands for the home folder.
  ///   - variables: what they get from the user's environment: `NAME`, or `NAME=value`.
  ///   - user: the user's environment.
  ///   - limits: what each program may use.
  package init(
    path: String, sandbox: Sandbox, readable: [String] = [], variables: [String] = [], user: [String: String],
    limits: ProcessLimits = ProcessLimits()
  ) {
    self.path = path
    self.sandbox = sandbox
    self.readable = readable
    self.variables = variables
    self.user = user
    self.limits = limits
  }

  /// How the programs are confined, for reports.
  package var sandboxLevel: SandboxLevel { sandbox.level }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - words: the program, by name or absolute path, and its arguments; never a line for a shell.
  ///   - folder: an absolute path below the work area, where it runs; the work area itself when nil.
  ///   - variables: what it gets besides: `NAME=value`.
  ///   - deadline: after that long its whole process group ends.
  ///   - outputLimit: bytes that are kept of each stream, the first and the last half.
  ///   - limits: what it may use; the work area's limits when nil.
  ///   - folders: absolute folders that it may read besides those of the work area, such as a toolchain's.
  /// - Returns: also for a program that fails or is ended at its deadline.
  /// - Throws: `VerificationError` for a program that cannot be found; `ProcessError` when the sandbox could not run it;
  ///   `CancellationError`.
  package func run(
    _ words: [String], in folder: String? = nil, variables more: [String] = [], deadline: Duration = .seconds(600),
    outputLimit: Int = CommandRunner.outputLimit, limits: ProcessLimits? = nil, reading folders: [String] = []
  ) async throws -> CommandResult {
    let program = try ConfinedProgram(words, readable: readable + folders, variables: variables + more, user: user)
    let request = program.request(in: folder ?? path, deadline: deadline, outputLimit: outputLimit)
    let start = ContinuousClock.now
    let result = try await sandbox.run(request, under: program.policy(writing: path, limits: limits ?? self.limits))
    return CommandResult(result, duration: start.duration(to: .now))
  }
}
