import ArgumentParser

struct CampaignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Carry a recipe or a goal out on many repositories, packages, directories or files.",
    subcommands: [CampaignRunCommand.self, CampaignMergeCommand.self],
    defaultSubcommand: CampaignRunCommand.self)
}
