import ArgumentParser
import CommandLineSupport
import Processes

/// The program `refactor`.
@main
struct Refactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refactor",
    abstract: "Carries out a change over many files, in steps that are checked one by one.",
    version: Version.text,
    subcommands: [RunCommand.self, RecipesCommand.self, CampaignCommand.self, PrepareCommand.self, DoctorCommand.self])

  static func main() async {
    CampaignChild.endWithCampaign(environment: ProcessEnvironment.currentVariables)
    await Program.main(Self.self, name: "refactor")
  }
}
