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
    let folders = ProgramFolders.searched(environment: environment, outside: nil)
    do {
      let toolchain = try SwiftToolchain(searching: folders)
      lines.append(Doctor.Line(state: .good, subject: "swift", text: toolchain.swift))
      for (program, use) in [("swift-api-digester", "the gate interface"), ("swift-format", "the gate format")] {
        lines.append(Self.line(program, use, isThere: Self.isThere(toolchain.tool(program))))
      }
    } catch {
      lines.append(
        Doctor.Line(state: .absent, subject: "swift", text: "\(error); projects in other languages need none"))
    }
    do {
      let location = try ProgramLocation(finding: "ast-grep", in: folders, home: environment["HOME"])
      lines.append(Doctor.Line(state: .good, subject: "ast-grep", text: location.path))
    } catch {
      lines.append(
        Doctor.Line(
          state: .absent, subject: "ast-grep",
          text: "not there: recipes for other languages need it (pip install ast-grep-cli)"))
    }
    try StandardStream.output.write(Doctor.text(of: lines))
    if lines.contains(where: { $0.state == .bad }) { throw ExitStatus.usage }
  }

  private static func line(_ program: String, _ use: String, isThere: Bool) -> Doctor.Line {
    Doctor.Line(
      state: isThere ? .good : .absent, subject: program,
      text: isThere ? "is there, for \(use)" : "not beside Swift, so that \(use) is skipped")
  }

  private static func isThere(_ words: [String]) -> Bool {
    guard let path = words.first, path.hasPrefix("/") else { return false }
    return (try? ProgramLocation(finding: path, in: [], home: nil)) != nil
  }
}
