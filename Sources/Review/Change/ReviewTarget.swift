package import Git
package import SourceText

/// What the user asked to have reviewed.
package enum ReviewTarget: Hashable, Sendable {
  /// What `git push` is about to send, as git tells a pre-push hook.
  case push([PushedReference], remote: String)

  /// `A..B` or `A...B`; a missing end is `HEAD`.
  case range(String)

  /// One commit against its first parent.
  case commit(String)

  /// What is staged, against `HEAD`.
  case staged

  /// What lies in the work tree, staged or not, new files too, against `HEAD`.
  case workTree

  /// A patch; the repository is then a `PatchedRepository`.
  case patch(Patch, name: String)
}

/// A change to review: two states and the commits between them.
package struct ReviewRange: Hashable, Sendable {
  package var base: Snapshot
  package var head: Snapshot

  /// What a person reads: `main..feature`, `the staged changes`.
  package var title: String

  /// The commits that the change brings, newest first; empty for changes that are not committed.
  package var commits: [Commit]

  /// Whether the change brings older commits too, which are too many to be listed.
  package var hasMoreCommits: Bool

  /// Further states that the change is compared with: only what is new against each of them is reviewed.
  package var merged: [Snapshot]

  /// What a reader of the report should know of how the change was had.
  package var notes: [String]

  package init(
    base: Snapshot, head: Snapshot, title: String, commits: [Commit] = [], hasMoreCommits: Bool = false,
    merged: [Snapshot] = [], notes: [String] = []
  ) {
    self.base = base
    self.head = head
    self.title = title
    self.commits = commits
    self.hasMoreCommits = hasMoreCommits
    self.merged = merged
    self.notes = notes
  }
}
