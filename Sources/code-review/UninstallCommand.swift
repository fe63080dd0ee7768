import ArgumentParser
import CommandLineSupport

struct UninstallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Remove the pre-push hook, and put back the one that was there before.")

  @OptionGroup var repository: RepositoryOptions

  func run() async throws {
    try await HookCommands.uninstall(from: repository)
  }
}
