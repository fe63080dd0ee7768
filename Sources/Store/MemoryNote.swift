/// Something about a repository that is worth knowing in every run.
///
/// A note counts when the user wrote it or accepted it. What an agent proposes may have been put into its mouth by the
/// repository that it read, so it stays a proposal until the user has looked at it.
package struct MemoryNote: Hashable, Sendable {
  /// Who worded a note.
  package enum Author: String, Hashable, Sendable {
    case user
    case agent
  }

  /// What the user calls it by.
  package let id: Int

  /// One line, at most `textLimit` bytes.
  package let text: String

  package let author: Author

  /// In which run an agent proposed it; nil for a note of the user's.
  package let source: String?

  /// Whether it counts; a proposal does not yet.
  package let isAccepted: Bool

  /// When it was added or accepted, in milliseconds since 1970.
  package let time: Int

  package init(id: Int, text: String, author: Author, source: String? = nil, isAccepted: Bool, time: Int) {
    self.id = id
    self.text = text
    self.author = author
    self.source = source
    self.isAccepted = isAccepted
    self.time = time
  }

  /// Bytes of one note.
  package static let textLimit = 500

  /// Bytes of all accepted notes of a repository, since all of them stand in every prompt.
  package static let totalLimit = 4 << 10

  /// Proposals of a repository; past that the oldest go.
  package static let proposalLimit = 20

  /// A text as it is kept: on one line, without blanks around it.
  package static func normalized(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
