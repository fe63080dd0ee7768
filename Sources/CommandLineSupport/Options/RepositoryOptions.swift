package import ArgumentParser
package import Git

/// Which repository a command works on.
package struct RepositoryOptions: ParsableArguments {
  /// Where a command works unless the user names a repository.
  private static let currentFolder = "."

  @Option(help: ArgumentHelp("The repository, or a folder in it.", valueName: "path"))
  package var repository: String = Self.currentFolder

  @Flag(help: "Work on a repository that another user owns, as in a container.")
  package var trustRepositoryOwner = false

  /// The index that git prepared for a commit, if this runs in a hook of it.
  private var indexFile: String?

  private enum CodingKeys: CodingKey {
    case repository
    case trustRepositoryOwner
  }

  package init() {}

  /// The options of a hook: unless the user names a repository, it is the one in `GIT_DIR`, which git sets for a hook
  /// where the current folder does not tell (`git --git-dir=X --work-tree=Y push`, a bare repository).
  ///
  /// Likewise what is staged is then what `GIT_INDEX_FILE` holds: for `git commit FILE` and `git commit --all` that is not
  /// the repository's own index.
  package func inHook(_ environment: [String: String]) -> RepositoryOptions {
    guard repository == Self.currentFolder else { return self }
    var options = self
    if let folder = environment["GIT_DIR"], !folder.isEmpty { options.repository = folder }
    if let file = environment["GIT_INDEX_FILE"], !file.isEmpty { options.indexFile = file }
    return options
  }

  /// Opens the repository, if there is one; nil when the user named none and is in none.
  ///
  /// - Throws: `GitError`.
  package func openIfThere() async throws -> (any Repository)? {
    do {
      return try await open()
    } catch let error as GitError where error.code == .noRepository && repository == Self.currentFolder {
      return nil
    }
  }

  /// Opens the repository, with the reader that can serve it.
  ///
  /// - Throws: `GitError`.
  package func open() async throws -> any Repository {
    try await RepositoryOpener.open(at: repository, trustingOwner: trustRepositoryOwner, indexFile: indexFile)
  }
}
