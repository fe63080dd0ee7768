package import Processes

/// Runs the commands that the user configured, by their names, in the sandbox and without network.
package struct CommandRunner: Sendable {
  /// Bytes that are kept of each stream: the first and the last half.
  package static let outputLimit = 256 << 10

  private let commands: [String: ConfiguredCommand]
  private let sandbox: Sandbox
  private let variables: [String: String]

  /// - Parameters:
  ///   - commands: what the user configured; the last of several with one name counts.
  ///   - sandbox: what confines them.
  ///   - variables: the user's environment, of which a command gets what its configuration names.
  package init(commands: [ConfiguredCommand], sandbox: Sandbox, variables: [String: String]) {
    self.commands = Dictionary(commands.map { ($0.name, $0) }) { $1 }
    self.sandbox = sandbox
    self.variables = variables
  }

  /// The names of all commands, sorted.
  package var names: [String] { commands.keys.sorted() }

  /// Runs a command to its end.
  ///
  /// - Parameters:
  ///   - name: the command's name.
  ///   - arguments: paths and test names to add behind its words.
  ///   - folder: an absolute path: where it runs, and the only place that it may write to.
  /// - Returns: also for a command that fails or is ended at its deadline.
  /// - Throws: `VerificationError` for a name, an argument or a program that cannot be; `ProcessError` when the sandbox could
  ///   not run it.
  package func run(_ name: String, arguments: [String] = [], in folder: String) async throws -> CommandResult {
    let command = try command(named: name)
    guard arguments.isEmpty || command.takesArguments else {
      throw VerificationError(
        .invalidArgument, "the command \(name) takes no arguments; `arguments: true` in the configuration allows them")
    }
    try CommandArguments.check(arguments, in: folder)
    let program = try ConfinedProgram(
      command.words, readable: command.readable, variables: command.variables, user: variables)
    let request = program.request(
      adding: arguments, in: folder, deadline: command.deadline, outputLimit: Self.outputLimit)
    let start = ContinuousClock.now
    let result = try await sandbox.run(request, under: program.policy(writing: folder, limits: command.limits))
    return CommandResult(result, duration: start.duration(to: .now))
  }

  private func command(named name: String) throws(VerificationError) -> ConfiguredCommand {
    if let command = commands[name] { return command }
    let known =
      names.isEmpty
      ? "none is configured; `commands` in the user's configuration names them"
      : "there are \(names.joined(separator: ", "))"
    throw VerificationError(
      .unknownCommand, "there is no command \(String(reflecting: String(name.prefix(80)))): \(known)")
  }
}
