import ArgumentParser
import CommandLineSupport

struct InstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install the pre-push hook; a hook that is there already is kept and run too.")

  @Flag(help: "Write the hook also where hooks are shared or kept in the work tree.")
  var force = false

  @OptionGroup var repository: RepositoryOptions

  func run() async throws {
    try await HookCommands.install(in: repository, force: force)
  }
}
