package import SourceText

/// A file of a snapshot.
package struct TreeEntry: Hashable, Sendable {
  package var path: RelativePath
  package var mode: FileMode
  package var id: ObjectID

  package init(path: RelativePath, mode: FileMode, id: ObjectID) {
    self.path = path
    self.mode = mode
    self.id = id
  }
}
