package import SourceText

/// Where one line of a file comes from.
package struct BlameLine: Hashable, Sendable {
  /// The line's number in the file that was asked about, counted from 1.
  package var number: Int

  /// The commit that brought the line as it is.
  package var commit: ObjectID

  /// The line's number in that commit, counted from 1.
  package var originalNumber: Int

  /// The author's name and mail address; bytes that are not UTF-8 become U+FFFD.
  package var author: String

  /// When it was written, in seconds since 1970.
  package var time: Int64

  /// The first line of the commit's message.
  package var summary: String

  /// Whether the history ends here, as in a shallow clone, so that the line may be older.
  package var isBoundary: Bool

  /// The line without its line feed.
  package var text: String

  package init(
    number: Int, commit: ObjectID, originalNumber: Int, author: String, time: Int64, summary: String,
    isBoundary: Bool = false, text: String
  ) {
    self.number = number
    self.commit = commit
    self.originalNumber = originalNumber
    self.author = author
    self.time = time
    self.summary = summary
    self.isBoundary = isBoundary
    self.text = text
  }
}
