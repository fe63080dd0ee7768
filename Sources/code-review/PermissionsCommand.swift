import ArgumentParser
import CommandLineSupport
import Processes

struct PermissionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "permissions", abstract: "Say what agents may do here.", subcommands: [ExplainCommand.self])
}

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether a call of a tool would be allowed, and what decides; nothing is run.",
    discussion: """
      Exit codes: 0 explained, whatever the verdict; 2 no such tool, arguments that it does not take, or a mistake in the \
      configuration.
      """)

  @Argument(help: "The tool's name, such as read_file.")
  var tool: String

  @Argument(help: "The call's arguments as JSON.")
  var input = "{}"

  @Option(help: ArgumentHelp("Whose ceiling counts; without one there is none.", valueName: "name"))
  var agent: String?

  @Option(
    help: ArgumentHelp(
      "The mode in place of the configured one: auto, enabled, prompt, disabled, reject.", valueName: "mode"))
  var mode: String?

  @Flag(help: "As if somebody were there to be asked.")
  var attended = false

  @OptionGroup var repository: RepositoryOptions

  func run() async throws {
    var warnings: [String] = []
    let question = PermissionQuestion(agent: agent, mode: mode, isAttended: attended)
    let (policy, commands, hasShell, custom) = try await question.policy(
      in: repository, environment: ProcessEnvironment.currentVariables, warnings: &warnings)
    for warning in warnings { StandardStream.error.say("code-review: \(warning)") }
    let explanation = try PermissionExplanation(
      tool: tool, input: input, policy: policy, commands: commands, hasShell: hasShell, custom: custom)
    try StandardStream.output.write(explanation.text)
  }
}
