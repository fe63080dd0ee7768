import ArgumentParser
import CommandLineSupport

/// The program `code-review`.
@main
struct CodeReview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code-review",
    abstract: "Reviews a change before it is pushed: by rules at once, and with a model if one is configured.",
    version: Version.text,
    subcommands: [
      ReviewCommand.self, PrePushCommand.self, InstallCommand.self, UninstallCommand.self, DoctorCommand.self,
      PermissionsCommand.self, PrepareCommand.self, TranscriptCommand.self, TrustCommand.self,
      MemoryCommand.self,
    ],
    defaultSubcommand: ReviewCommand.self)

  static func main() async {
    await Program.main(Self.self, name: "code-review")
  }
}
