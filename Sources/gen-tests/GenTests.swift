import ArgumentParser
import CommandLineSupport

/// The program `gen-tests`.
@main
struct GenTests: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gen-tests",
    abstract: "Writes tests for a module: they compile, pass, repeat and catch mistakes.",
    version: Version.text,
    subcommands: [GenerateCommand.self, ReportCommand.self, PrepareCommand.self, DoctorCommand.self],
    defaultSubcommand: GenerateCommand.self)

  static func main() async {
    await Program.main(Self.self, name: "gen-tests")
  }
}
