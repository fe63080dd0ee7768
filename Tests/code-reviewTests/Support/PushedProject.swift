import Foundation
import TestSupport
import Testing

/// A project with the installed hook and an empty bare remote, for real pushes.
struct PushedProject {
  let project: ReviewedProject

  /// The path of the remote `origin`.
  let remote: String

  var builder: RepositoryBuilder { project.builder }

  init() async throws {
    project = try ReviewedProject()
    remote = try project.builder.addBareRemote()
    let installed = try await project.run("install")
    #expect(installed.exitCode == 0, "\(installed)")
  }

  /// Pushes, through the hook.
  func push(
    _ arguments: String..., in folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> ProgramResult {
    try await ProgramRunner(path: "/usr/bin/env").run(
      ["git", "push"] + arguments, in: folder ?? builder.path,
      environment: project.environment.merging(environment) { $1 })
  }

  /// Brings the remote to the current state, past the hook.
  func pushUnseen(_ references: String...) throws {
    try builder.git(arguments: ["push", "--quiet", "--no-verify", "origin"] + references)
  }

  /// Commits a defect that blocks; the commit's id.
  @discardableResult
  func plant(_ file: String) throws -> String { try project.commit(file, Planted.conflict.text) }

  /// What a reference of the remote names; nil when it is not there.
  func tip(_ reference: String) -> String? {
    try? builder.git(arguments: ["rev-parse", "--verify", "--quiet", reference], in: remote)
  }
}

/// Expects that the hook blocked a push because of a file.
func expectBlocked(_ result: ProgramResult, by file: String, location: SourceLocation = #_sourceLocation) {
  #expect(result.exitCode == 1, "\(result)", sourceLocation: location)
  #expect(result.errors.contains("\(file):1"), "\(result)", sourceLocation: location)
  #expect(result.errors.contains("the push is blocked by the findings above"), "\(result)", sourceLocation: location)
}

/// Expects that the hook let a push through, without any reservation.
func expectPassed(_ result: ProgramResult, location: SourceLocation = #_sourceLocation) {
  #expect(result.exitCode == 0, "\(result)", sourceLocation: location)
  #expect(!result.errors.contains("WARNING"), "\(result)", sourceLocation: location)
}
