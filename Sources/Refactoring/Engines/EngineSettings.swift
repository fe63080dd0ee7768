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

  /// Absolute folders in which programs are looked for.
  package var searched: [String]

  /// - Parameter searched: absolute folders; nil for those of the user's `PATH`. A run leaves out what lies in the work tree,
  ///   since it can come from a commit.
  package init(
    sandbox: Sandbox, environment: [String: String], searched: [String]? = nil, readable: [String] = [],
    deadline: Duration = .seconds(600)
  ) {
    self.sandbox = sandbox
    self.environment = environment
    self.searched =
      searched ?? (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    self.readable = readable
    self.deadline = deadline
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
