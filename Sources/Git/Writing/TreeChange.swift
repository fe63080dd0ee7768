package import SourceText

/// What becomes of one path in a new tree.
package struct TreeChange: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// The path holds this object from now on; its folders are made.
    case put(ObjectID, FileMode)

    /// The path goes, and all below it if it is a folder; folders that become empty go too.
    case remove
  }

  package var path: RelativePath
  package var action: Action

  package init(_ path: RelativePath, _ action: Action) {
    self.path = path
    self.action = action
  }
}
