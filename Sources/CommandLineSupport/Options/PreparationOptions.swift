internal import ArgumentParser
internal import Git
internal import Processes
internal import SourceText
internal import Verification

/// What `prepare` does, alike in all programs: what one of them has fetched serves the others too.
package struct PreparationOptions: ParsableArguments {
  /// What `prepare` does, in a line.
  package static let abstract =
    "Fetch what the project depends on, by the command that your configuration names as prepare."

  /// What a user should know of it, with its exit codes.
  package static let discussion = """
    The command runs in the sandbox, in a private folder that holds the files that inputs names. What keep names is kept, \
    read-only, for every commit with the same inputs. Exit codes: 0 prepared; 2 nothing to run; 3 the command failed; \
    5 no sandbox; 8 no repository or no such revision.
    """

  @Option(help: ArgumentHelp("The commit to prepare for.", valueName: "revision"))
  package var commit = "HEAD"

  package init() {}

  /// Fetches, unless that was done before.
  ///
  /// - Parameters:
  ///   - program: the program's name, for messages.
  ///   - repository: where the project lies.
  ///   - flags: what the command line sets.
  /// - Throws: `CommandLineError`, `GitError`, `ProcessError`, `VerificationError`.
  package func run(
    program: String, in repository: RepositoryOptions, flags: [ConfigurationKey: ConfigurationValue]
  ) async throws {
    let environment = ProcessEnvironment.currentVariables
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(
        userFile: try ConfigurationFile.user(environment: environment), environment: environment, flags: flags),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("\(program): \(warning)") }
    let opened = try await repository.open()
    let preparation = try await Preparation.assembled(
      from: settings, for: opened, program: program, environment: environment)
    guard let preparation else {
      throw CommandLineError(
        .configuration,
        "there is nothing to run: your configuration, whose place `\(program) doctor` names, has no `prepare`, such as "
          + "`prepare: {run: [swift, package, resolve], network: true, inputs: [/Package.swift], keep: [.build]}`")
    }
    let files = try await CommitFiles(of: try await opened.commit(named: commit).id, in: opened)
    let sandbox = try await Sandbox.prepared(choice: settings.sandbox.value)
    StandardStream.error.say("\(program): preparing, unless that was done already: \(preparation.commandLine)")
    StandardStream.error.say("\(program): sandbox: \(sandbox.report.parts)")
    let capture = try await preparation.prepare(files, in: sandbox, variables: environment)
    let kept = capture.kept.map(\.string).joined(separator: ", ")
    try StandardStream.output.write("prepared: \(kept) in \(capture.path)\n")
  }
}
