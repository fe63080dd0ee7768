import CommandLineSupport
import Evidence
import Processes
import Reporting

extension ReviewSession {
  /// Who runs the linters, or why none is run.
  struct Linting {
    var runner: LinterRunner?
    var failure: ProcessError?

    /// What they run in; nil when they do not.
    var sandbox: ReviewReport.Sandbox?
  }

  /// Puts the linters together that the configuration and the flags name.
  ///
  /// Linters read code that nobody has looked at yet, so without a sandbox none is run; the rest of the review goes on.
  ///
  /// - Parameters:
  ///   - settings: what is configured.
  ///   - workTree: the repository's work tree, from which no program is taken; nil when there is none.
  /// - Throws: `CommandLineError` for a flag that names none.
  func linting(_ settings: Configuration, workTree: String?) async throws -> Linting {
    let named = try linters.linters(besides: settings.linters.map { $0.value })
    guard !named.isEmpty else { return Linting() }
    do {
      let sandbox = try await Sandbox.prepared(choice: settings.sandbox.value)
      let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return Linting(
        runner: LinterRunner(
          linters: named, sandbox: sandbox,
          searched: ProgramFolders.searched(environment: environment, outside: workTree), home: home),
        sandbox: ReviewReport.Sandbox(level: sandbox.level.rawValue, parts: sandbox.report.parts))
    } catch let error as ProcessError {
      return Linting(failure: error)
    }
  }
}
