package import Processes

/// What engines need of this machine and of the user's configuration.
package struct EngineSettings: Sendable {
  package var sandbox: Sandbox

  /// The user's environment.
  package var environment: [String: String]

  /// Absolute folders that programs may read besides the system's and their own.
  package var readable: [String]

  /// A program of a step takes no longer.
  package var deadline: Duration

  package init(
    sandbox: Sandbox, environment: [String: String], readable: [String] = [], deadline: Duration = .seconds(600)
  ) {
    self.sandbox = sandbox
    self.environment = environment
    self.readable = readable
    self.deadline = deadline
  }

  /// The absolute folders of the user's `PATH`.
  package var searched: [String] {
    (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  /// The user's home folder.
  package var home: String? { environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// Where a program lies.
  ///
  /// - Parameter remedy: what to do when it is missing.
  /// - Throws: `RefactoringError` with code `.missingProgram`.
  package func program(_ name: String, remedy: String) throws(RefactoringError) -> String {
    do throws(ProcessError) { return try ProgramLocation(finding: name, in: searched, home: home).path } catch {
      throw RefactoringError(.missingProgram, "\(name) is not installed: \(error); \(remedy)")
    }
  }
}
