import ArgumentParser
import CommandLineSupport
import Processes
import Verification

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what the program finds here: toolchains, sandbox, tools for other languages.")

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var configuration: ConfigurationOptions

  func run() async throws {
    let environment = ProcessEnvironment.currentVariables
    let doctor = Doctor(repository: repository, flags: try configuration.flags(with: models), environment: environment)
    var lines = await doctor.examine()
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    do {
      let toolchain = try SwiftToolchain(searching: folders)
      lines.append(Doctor.Line(state: .good, subject: "swift", text: toolchain.swift))
    } catch {
      lines.append(Doctor.Line(state: .bad, subject: "swift", text: "\(error)"))
    }
    lines += await PythonDoctor(environment: environment).examine()
    try StandardStream.output.write(Doctor.text(of: lines))
    if lines.contains(where: { $0.state == .bad }) { throw ExitStatus.usage }
  }
}
