package import ArgumentParser
package import Git

/// Which repository a command works on.
package struct RepositoryOptions: ParsableArguments {
  /// Where a command works unless the user names a repository.
  private static let currentFolder = "."

  @Option(help: ArgumentHelp("The repository, or a folder in it (default: the current folder).", valueName: "path"))
  package var repository: String = Self.currentFolder

  @Flag(help: "Work on a repository that another user owns, as in a container.")
  package var trustRepositoryOwner = false

  package init() {}

  /// The options of a hook: unless the user names a repository, it is the one in `GIT_DIR`, which git sets for a hook
  /// where the current folder does not tell (`git --git-dir=X --work-tree=Y push`, a bare repository).
  package func inHook(_ environment: [String: String]) -> RepositoryOptions {
    guard repository == Self.currentFolder, let folder = environment["GIT_DIR"], !folder.isEmpty else { return self }
    var options = self
    options.repository = folder
    return options
  }

  /// Opens the repository, with the reader that can serve it.
  ///
  /// - Throws: `GitError`.
  package func open() async throws -> any Repository {
    try await RepositoryOpener.open(at: repository, trustingOwner: trustRepositoryOwner)
  }
}
