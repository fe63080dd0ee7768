import ArgumentParser
import CommandLineSupport

/// The program `refactor`.
@main
struct Refactor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refactor",
    abstract: "Carries out a change over many files, in steps that are checked one by one.",
    version: Version.text)

  static func main() async {
    await Program.main(Self.self, name: "refactor")
  }
}
