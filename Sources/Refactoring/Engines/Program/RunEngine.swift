internal import Editing
internal import Processes
internal import SourceText
internal import Verification

/// Runs a program in the sandbox on a copy of the project, and takes what it changed there as edits.
package struct RunEngine: EditEngine {
  package let name = "run"

  private let words: [String]
  private let files: FileChoice
  private let isTogether: Bool
  private let settings: EngineSettings

  /// - Parameters:
  ///   - words: the program and its arguments.
  ///   - files: which of its changes are taken.
  ///   - isTogether: whether all files change in one step.
  ///   - settings: what confines it, and where it is found.
  package init(_ words: [String], files: FileChoice, isTogether: Bool = true, settings: EngineSettings) {
    self.words = words
    self.files = files
    self.isTogether = isTogether
    self.settings = settings
  }

  /// - Throws: `RefactoringError` with code `.engine` when the program does not end with 0.
  package func propose(_ scope: EditScope) async throws -> Proposal {
    let program = try settings.program(
      words[0], remedy: "install it, or put its folder into PATH")
    let copy = try ProjectCopy(of: scope)
    let area = WorkArea(
      path: try SandboxPolicy.resolved(copy.path), sandbox: settings.sandbox,
      readable: settings.readable + [scope.area.path], user: settings.environment)
    let result = try await area.run([program] + words.dropFirst(), deadline: settings.deadline)
    guard result.isSuccess else {
      let said = (result.standardError.text + result.standardOutput.text).split(separator: "\n").suffix(5)
      throw RefactoringError(
        .engine,
        "\(words[0]) \(result.summary)"
          + (said.isEmpty ? "" : "; it wrote: \(said.joined(separator: "; ").suffix(800))"))
    }
    let changes = try copy.changes(in: area, wanted: files, among: Set(scope.files))
    return Proposal(
      changes.operations, title: "Run \(words.joined(separator: " ").prefix(60))", isTogether: isTogether,
      skipped: changes.skipped)
  }
}
