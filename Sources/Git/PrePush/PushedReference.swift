package import SourceText

/// One reference that a push is about to change: a line of what git tells its pre-push hook.
package struct PushedReference: Hashable, Sendable {
  /// What is pushed, as the user named it: a reference, `HEAD`, an object id, or `(delete)`.
  package var localReference: String

  /// The object that is pushed: a commit or a tag object; all zeros for a deletion.
  package var localID: ObjectID

  /// The full name of the reference in the remote repository.
  package var remoteReference: String

  /// What the reference names there now; all zeros when it does not exist.
  ///
  /// The object need not be in this repository.
  package var remoteID: ObjectID

  package init(localReference: String, localID: ObjectID, remoteReference: String, remoteID: ObjectID) {
    self.localReference = localReference
    self.localID = localID
    self.remoteReference = remoteReference
    self.remoteID = remoteID
  }

  package var isDeletion: Bool { localID.isZero }

  /// Whether the remote repository has no such reference yet.
  package var isNew: Bool { remoteID.isZero }

  package var isTag: Bool { remoteReference.hasPrefix("refs/tags/") }
}
