/// What a rule would change, and what it left.
package struct RewriteOutcome: Hashable, Sendable {
  /// Each can stand alone, and no two change the same bytes.
  package var steps: [Step]

  /// What was left, and why, in the order of the files.
  package var notes: [Note]

  package init(steps: [Step] = [], notes: [Note] = []) {
    self.steps = steps
    self.notes = notes
  }

  /// Changes that are made together or not at all.
  package struct Step: Hashable, Sendable {
    /// What it does, in a line.
    package let title: String

    /// The files in the order of their paths, each with its edits in the order of the text.
    package let changes: [Change]

    /// Declarations whose heads are meant to change, as `Outer.name`: where they are public, the public interface does.
    package let interfaceChanges: [String]

    init(title: String, changes: [Change], interfaceChanges: [String] = []) {
      self.title = title
      self.changes = changes
      self.interfaceChanges = interfaceChanges
    }
  }

  /// The edits of one file.
  package struct Change: Hashable, Sendable {
    package let path: String
    package let edits: [SourceEdit]
  }

  /// Something that the rule left.
  package struct Note: Hashable, Sendable {
    package let path: String

    /// Counted from 1.
    package let line: Int

    /// What was left and why, in a sentence without its end.
    package let text: String
  }
}

/// Text that takes the place of some bytes.
package struct SourceEdit: Hashable, Sendable {
  /// Offsets in the file as it was before all edits; empty to insert.
  package let range: Range<Int>

  package let text: String

  package init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }

  /// A text with edits made that do not overlap.
  ///
  /// - Parameter edits: in the order of the text.
  package static func applied(_ edits: [SourceEdit], to text: String) -> String {
    let bytes = Array(text.utf8)
    var (result, position): ([UInt8], Int) = ([], 0)
    for edit in edits {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text.utf8
      position = edit.range.upperBound
    }
    result += bytes[position...]
    return String(decoding: result, as: UTF8.self)
  }
}
