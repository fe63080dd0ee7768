internal import Editing
package import Git
internal import Processes
internal import SourceCode
internal import SourceText
package import Tools

/// The user's language servers, for questions about commits of one repository.
///
/// Servers read files, so a commit is written out into a worktree of the pool, outside of the repository, when a model
/// first asks something; nothing is kept of what a server or a build of the commit's code left there.
package struct CommitServers: Sendable {
  private let definitions: [LanguageServerDefinition]
  private let choice: SandboxChoice
  private let place: String
  private let state: String
  private let home: String?
  private let searched: [String]

  /// What the user configured; nil without language servers.
  ///
  /// - Parameters:
  ///   - configuration: what is set.
  ///   - repository: the repository.
  ///   - environment: the process's environment.
  /// - Throws: `CommandLineError` without a place for worktrees.
  package static func assembled(
    from configuration: Configuration, for repository: any Repository, environment: [String: String]
  ) async throws -> CommitServers? {
    let definitions = configuration.languageServers.map { $0.value }
    guard !definitions.isEmpty else { return nil }
    guard let state = StateFolder.path(environment: environment) else {
      throw CommandLineError(
        .configuration, "there is no folder for language servers: set HOME or XDG_STATE_HOME to an absolute path")
    }
    let location = await repository.location
    return CommitServers(
      definitions: definitions, choice: configuration.sandbox.value, place: location.workTree ?? location.gitFolder,
      state: state, home: environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil },
      searched: ProgramFolders.searched(environment: environment, outside: location.workTree))
  }

  /// What asks the servers about the state after a change.
  ///
  /// - Returns: nil when that state is no commit: what is staged or lies in the work tree is nowhere written out.
  package func intelligence(over view: RepositoryView) -> CodeIntelligence? {
    guard case .commit(let commit) = view.head else { return nil }
    return CodeIntelligence(view) { try await servers(at: commit) }
  }

  private func servers(at commit: ObjectID) async throws -> LanguageServers {
    let sandbox = try await Sandbox.prepared(choice: choice)
    let confined = ConfinedLanguageServer(sandbox, searched: searched, home: home)
    let writer = try await RepositoryOpener.openForWriting(at: place)
    let worktree = try await WorktreePool(state: state, of: writer).claim(commit: commit, run: "language-servers")
    let root = try SandboxPolicy.resolved(worktree.path)
    return LanguageServers(definitions, root: root) { definition in
      // The slot is this run's as long as its servers may be started.
      defer { withExtendedLifetime(worktree) {} }
      return try await confined.start(definition, on: root)
    }
  }
}
