package import SourceText

/// A stretch of history that a push brings to a remote repository, to be reviewed as one change.
package struct PushRange: Hashable, Sendable {
  /// The state that the change is compared with.
  package var base: Snapshot

  /// The commit whose state is pushed.
  package var head: ObjectID

  /// The remote references that come to name `head`, in the order of the push.
  package var references: [String]

  /// The commits that the push brings, newest first.
  package var newCommits: [ObjectID]

  /// Commits that the remote has and the history between `base` and `head` joined in, none of them reachable from
  /// another or from the base.
  ///
  /// What stands in them was pushed before, so that the range brings only what is new against each of them too.
  package var merged: [ObjectID]

  package init(
    base: Snapshot, head: ObjectID, references: [String], newCommits: [ObjectID], merged: [ObjectID] = []
  ) {
    self.base = base
    self.head = head
    self.references = references
    self.newCommits = newCommits
    self.merged = merged
  }
}
