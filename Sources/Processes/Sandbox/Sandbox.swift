/// Runs children that must not be trusted: the code of a repository, its build, its tests, linters that it configures.
///
/// It exists only after it has proved itself on this machine.
package struct Sandbox: Sendable {
  package let level: SandboxLevel

  /// Runs a child to its end, confined.
  ///
  /// The request's environment must be exact; `HOME` and `TMPDIR` are replaced by private folders that are gone afterwards.
  ///
  /// - Throws: `ProcessError`, with code `.notConfined` when the confinement could not be put up; then nothing ran.
  package func run(_ request: ProcessRequest, under policy: SandboxPolicy) async throws -> ProcessResult {
    throw ProcessError(.notConfined, "there is no sandbox on this machine")
  }
}
