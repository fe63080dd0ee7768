package import SourceText

/// A state of all files.
package enum Snapshot: Hashable, Sendable {
  /// The tree of a commit.
  case commit(ObjectID)

  /// What is staged.
  case index

  /// What lies in the work tree: tracked files as they are now, and files that are neither tracked nor ignored.
  case workTree

  /// No file at all: what a first commit is compared with.
  case empty
}
