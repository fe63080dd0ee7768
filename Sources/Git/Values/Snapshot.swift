package import SourceText

/// A state of all files.
package enum Snapshot: Hashable, Sendable {
  /// The tree of a commit.
  case commit(ObjectID)

  /// What is staged.
  case index

  /// No file at all: what a first commit is compared with.
  case empty
}
