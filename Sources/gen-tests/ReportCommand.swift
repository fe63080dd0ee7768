import ArgumentParser
import CommandLineSupport
import Processes

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Show where the page of the last run lies, or write it somewhere else.")

  @Option(help: ArgumentHelp("Write the page into this file.", valueName: "file"))
  var output: String?

  @OptionGroup var repository: RepositoryOptions

  func run() async throws {
    let environment = ProcessEnvironment.currentVariables
    let opened = try await repository.open()
    guard let store = RunStore(environment: environment) else {
      throw CommandLineError(.configuration, "there is no state folder: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let path = try await store.path(for: opened)
    guard let page = try PrivateDocument.read(path) else {
      throw CommandLineError(.precondition, "there was no run on this repository yet; gen-tests WHAT makes one")
    }
    guard let output else { return try StandardStream.output.write(path + "\n") }
    try OutputOptions.write(page, into: output, else: .output)
  }
}
