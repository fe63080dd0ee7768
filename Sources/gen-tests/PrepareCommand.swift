import ArgumentParser
import CommandLineSupport

struct PrepareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare", abstract: PreparationOptions.abstract, discussion: PreparationOptions.discussion)

  @OptionGroup var preparation: PreparationOptions
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    try await preparation.run(program: "gen-tests", in: repository, flags: try configuration.flags())
  }
}
