import ArgumentParser
import CommandLineSupport
import Git
import Processes
import SourceText
import Verification

struct PrepareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Fetch what the project depends on, by the command that your configuration names as prepare.",
    discussion: """
      The command runs in the sandbox, in a private folder that holds the files that inputs names. What keep names is kept, \
      read-only, for every commit with the same inputs. Exit codes: 0 prepared; 2 nothing to run; 3 the command failed; \
      5 no sandbox; 8 no repository or no such revision.
      """)

  @Option(help: ArgumentHelp("The commit to prepare for.", valueName: "revision"))
  var commit = "HEAD"

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let environment = ProcessEnvironment.currentVariables
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(
        userFile: try ConfigurationFile.user(environment: environment), environment: environment,
        flags: try options.flags()), warnings: &warnings)
    for warning in warnings { StandardStream.error.say("code-review: \(warning)") }
    let opened = try await repository.open()
    let preparation = try await Preparation.assembled(
      from: settings, for: opened, program: "code-review", environment: environment)
    guard let preparation else {
      throw CommandLineError(
        .configuration,
        "there is nothing to run: your configuration, whose place `code-review doctor` names, has no `prepare`, such as "
          + "`prepare: {run: [swift, package, resolve], network: true, inputs: [/Package.swift], keep: [.build]}`")
    }
    let files = try await CommitFiles(of: try await opened.commit(named: commit).id, in: opened)
    let sandbox = try await Sandbox.prepared(choice: settings.sandbox.value)
    StandardStream.error.say("code-review: preparing, unless that was done already: \(preparation.commandLine)")
    StandardStream.error.say("code-review: sandbox: \(sandbox.report.parts)")
    let capture = try await preparation.prepare(files, in: sandbox, variables: environment)
    let kept = capture.kept.map(\.string).joined(separator: ", ")
    try StandardStream.output.write("prepared: \(kept) in \(capture.path)\n")
  }
}
