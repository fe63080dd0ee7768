package import Git
package import Processes
package import SourceText
internal import Store
package import Verification

/// The machine and the repository that a run works with.
package struct RunPlace: Sendable {
  package let repository: any Repository
  package let writer: any RepositoryWriter

  /// The absolute path of the program's state folder, outside of the repository.
  package let state: String

  package let sandbox: Sandbox

  /// The process's environment, of which programs get what they need.
  package let environment: [String: String]

  /// Absolute folders in which toolchains are looked for.
  package let folders: [String]

  /// The kinds of project that the user configured.
  package let projects: [ProjectCommands]

  /// What fills in what the project depends on at a commit, and the commit's files; nil when nothing does.
  package let prepared: PreparedFiles?

  package typealias PreparedFiles =
    @Sendable (ObjectID) async throws -> (
      preparation: Preparation, files: any ProjectFiles
    )?

  /// Folders of the work area that stay from run to run besides `.build`.
  package let kept: [GlobPattern]

  /// Where runs on this repository keep what they need to go on.
  func folder() async -> String {
    "\(state)/refactor/\(RepositoryKey(commonFolder: await repository.location.commonFolder).text)"
  }

  package init(
    repository: any Repository, writer: any RepositoryWriter, state: String, sandbox: Sandbox,
    environment: [String: String], folders: [String], projects: [ProjectCommands] = [],
    prepared: PreparedFiles? = nil, kept: [GlobPattern] = []
  ) {
    self.repository = repository
    self.writer = writer
    self.state = state
    self.sandbox = sandbox
    self.environment = environment
    self.folders = folders
    self.projects = projects
    self.prepared = prepared
    self.kept = kept
  }
}
