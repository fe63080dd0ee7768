package import SourceText

/// A name for an object.
package struct Reference: Hashable, Sendable {
  /// The full name: `refs/heads/main`.
  package var name: String

  /// The commit it leads to, through tags and symbolic references; nil when it names something else.
  package var commit: ObjectID?

  package init(name: String, commit: ObjectID?) {
    self.name = name
    self.commit = commit
  }
}
