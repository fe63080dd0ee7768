/// A run of neighbouring lines of a diff, with their context.
package struct Hunk: Hashable, Sendable {
  /// The first line in the old file, counted from 1; 0 when the hunk has no old lines.
  package var oldStart: Int
  package var oldCount: Int

  /// The first line in the new file, counted from 1; 0 when the hunk has no new lines.
  package var newStart: Int
  package var newCount: Int

  /// What git prints behind the second `@@`, usually the enclosing declaration; may be empty.
  package var section: String

  package var lines: [DiffLine]

  package init(
    oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, section: String = "", lines: [DiffLine] = []
  ) {
    self.oldStart = oldStart
    self.oldCount = oldCount
    self.newStart = newStart
    self.newCount = newCount
    self.section = section
    self.lines = lines
  }
}

extension Hunk {
  /// How many old lines lie before the hunk: without old lines, it stands behind the line that it names.
  var oldOffset: Int { oldCount == 0 ? oldStart : oldStart - 1 }

  /// How many new lines lie before the hunk.
  var newOffset: Int { newCount == 0 ? newStart : newStart - 1 }
}

/// One line of a diff.
package struct DiffLine: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case context
    case added
    case removed
  }

  package var kind: Kind

  /// The line's number in the old file, counted from 1; 0 for an added line, and for a line of context that a merge
  /// brought, which the old file does not have either.
  package var oldNumber: Int

  /// The line's number in the new file, counted from 1; 0 for a removed line.
  package var newNumber: Int

  /// The line without its line feed; a carriage return before it stays.
  ///
  /// Bytes that are not UTF-8 become U+FFFD.
  package var text: String

  /// Whether the file ends with this line and without a line feed.
  package var lacksNewline: Bool

  package init(kind: Kind, oldNumber: Int, newNumber: Int, text: String, lacksNewline: Bool = false) {
    self.kind = kind
    self.oldNumber = oldNumber
    self.newNumber = newNumber
    self.text = text
    self.lacksNewline = lacksNewline
  }
}
