/// Where a repository lies; all paths absolute.
package struct RepositoryLocation: Hashable, Sendable {
  /// The git folder of this work tree: `.git`, or `.git/worktrees/NAME` for a linked one.
  package var gitFolder: String

  /// The git folder that all work trees share: where hooks, references and objects are.
  package var commonFolder: String

  /// The root of the work tree; nil for a bare repository.
  package var workTree: String?

  package init(gitFolder: String, commonFolder: String, workTree: String?) {
    self.gitFolder = gitFolder
    self.commonFolder = commonFolder
    self.workTree = workTree
  }
}
