package import ArgumentParser
package import Git

/// Which repository a command works on.
package struct RepositoryOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The repository, or a folder in it (default: the current folder).", valueName: "path"))
  package var repository: String = "."

  @Flag(help: "Work on a repository that another user owns, as in a container.")
  package var trustRepositoryOwner = false

  package init() {}

  /// Opens the repository.
  ///
  /// - Throws: `GitError`.
  package func open() throws(GitError) -> LibraryRepository {
    try LibraryRepository.open(at: repository, trustingOwner: trustRepositoryOwner)
  }
}
