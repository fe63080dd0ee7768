package import SourceText

/// A commit, as far as a review needs it.
package struct Commit: Hashable, Sendable {
  package var id: ObjectID
  package var parents: [ObjectID]

  /// The author's name and mail address; bytes that are not UTF-8 become U+FFFD.
  package var author: String

  /// When it was written, in seconds since 1970.
  package var time: Int64

  /// The whole message.
  package var message: String

  package init(id: ObjectID, parents: [ObjectID], author: String, time: Int64, message: String) {
    self.id = id
    self.parents = parents
    self.author = author
    self.time = time
    self.message = message
  }

  /// The message's first line.
  package var summary: String {
    String(message.prefix { !$0.isNewline })
  }
}
