import CommandLineSupport
import Processes

/// Installing and removing the hook.
enum HookCommands {
  static func install(in options: RepositoryOptions, force: Bool) async throws {
    let environment = ProcessEnvironment.currentVariables
    let hook = try await PrePushHook(in: options.open(), home: environment["HOME"])
    let plan = try hook.installation(of: ProgramPath.current(environment: environment), force: force)
    try plan.apply()
    try StandardStream.output.write(plan.report + "\n")
    if case .printLine = plan { throw ExitStatus.precondition }
  }

  static func uninstall(from options: RepositoryOptions) async throws {
    let plan = try await PrePushHook(in: options.open(), home: ProcessEnvironment.currentVariables["HOME"]).removal()
    try plan.apply()
    try StandardStream.output.write(plan.report + "\n")
  }
}
