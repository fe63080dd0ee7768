import ArgumentParser
import CommandLineSupport
import Processes

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what the program finds here: versions, configuration, model, repository, hook.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    let doctor = Doctor(
      repository: repository, flags: try configuration.flags(with: models),
      environment: ProcessEnvironment.currentVariables)
    let lines = await doctor.examine()
    try StandardStream.output.write(Doctor.text(of: lines))
    if lines.contains(where: { $0.state == .bad }) { throw ExitStatus.usage }
  }
}
