import ArgumentParser
import CommandLineSupport
import Git
import JSON
import Processes

/// The MCP servers of the user's configuration.
struct MCPCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Show, test and approve the MCP servers of your configuration.",
    discussion: """
      A server is used only while its command, its program's content and its tools are as you approved them. The agents of \
      code-review may not call MCP servers: their ceiling is safe, and what such servers do is dangerous.
      """,
    subcommands: [List.self, Test.self, Approve.self], defaultSubcommand: List.self)

  /// The servers, as the user's own layers have them.
  static func assembly(_ repository: RepositoryOptions) async throws -> MCPAssembly {
    let environment = ProcessEnvironment.currentVariables
    var warnings: [String] = []
    let settings = try Configuration(
      Configuration.Layers(userFile: try ConfigurationFile.user(environment: environment), environment: environment),
      warnings: &warnings)
    for warning in warnings { StandardStream.error.say("code-review: \(warning)") }
    return MCPAssembly(
      settings, environment: environment, workTree: try await repository.openIfThere()?.location.workTree,
      program: "code-review")
  }
}

extension MCPCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show the servers and whether they are approved; nothing is started.")

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let assembly = try await MCPCommand.assembly(repository)
      let lines = try assembly.states(environment: ProcessEnvironment.currentVariables)
      guard !lines.isEmpty else {
        StandardStream.error.say(
          """
          code-review: no MCP server is configured; in your configuration, whose place `code-review doctor` names, one is:
          mcp_servers:
            time:
              run: [mcp-server-time, --local-timezone, UTC]
              confined: true
          """)
        return
      }
      try StandardStream.output.write(lines.joined(separator: "\n") + "\n")
    }
  }

  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Start a server, show all that it lists, and call one of its tools if you name one.",
      discussion:
        "Exit codes: 0 it answered; 2 no such server; 3 it cannot be reached, or does not keep to the protocol.")

    @Argument(help: "The server's name.")
    var server: String

    @Option(help: ArgumentHelp("A tool to call, by the server's own name for it.", valueName: "tool"))
    var call: String?

    @Option(help: ArgumentHelp("The call's arguments as JSON.", valueName: "json"))
    var input = "{}"

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let environment = ProcessEnvironment.currentVariables
      let assembly = try await MCPCommand.assembly(repository)
      let arguments: JSONValue
      do {
        arguments = try JSONValue.parse(input)
      } catch {
        throw CommandLineError(.usage, "--input is \(error)")
      }
      let inspection = try await MCPInspection(
        of: try assembly.server(named: server), in: assembly, environment: environment,
        call: call.map { (tool: $0, arguments: arguments) })
      try StandardStream.output.write(inspection.text)
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve", abstract: "Start a server, show all that it lists, and approve exactly that.",
      discussion: "Look at it with `mcp test` before: whatever it does, it does with your rights.")

    @Argument(help: "The server's name.")
    var server: String

    @OptionGroup var repository: RepositoryOptions

    func run() async throws {
      let environment = ProcessEnvironment.currentVariables
      let assembly = try await MCPCommand.assembly(repository)
      let configured = try assembly.server(named: server)
      let inspection = try await MCPInspection(of: configured, in: assembly, environment: environment)
      let digest = try inspection.approve(environment: environment)
      try StandardStream.output.write(inspection.text)
      StandardStream.error.say(
        "code-review: \(configured.name) is approved as it is now: \(digest)")
    }
  }
}
