/// What changed between two states of a repository: the input of every check and every review.
package struct ChangeSet: Hashable, Sendable {
  /// The changed files, sorted by path.
  package var files: [FileChange]

  /// What belongs to the change but could not be read, or was too large to read, and why.
  ///
  /// A file of which more is known than that it is there stands in `files` too, without hunks.
  package var omissions: [Omission]

  package init(files: [FileChange] = [], omissions: [Omission] = []) {
    self.files = files
    self.omissions = omissions
  }

  package var addedLineCount: Int { files.reduce(0) { $0 + $1.addedLineCount } }

  package var removedLineCount: Int { files.reduce(0) { $0 + $1.removedLineCount } }
}

/// A part of a change that was left out of the review, so that the report can say so.
package struct Omission: Hashable, Sendable {
  /// The path as git gave it, possibly not a valid `RelativePath`; nil when the whole change is meant.
  package var path: String?

  /// Why it was left out, in a few plain words: `larger than 1 MiB`.
  package var reason: String

  package init(path: String?, reason: String) {
    self.path = path
    self.reason = reason
  }
}
