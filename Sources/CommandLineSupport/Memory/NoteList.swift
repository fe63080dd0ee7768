package import JSON
internal import Redaction
internal import SourceText
package import Store

/// The notes about a repository as text or as JSON.
package struct NoteList: Sendable {
  private let notes: [MemoryNote]

  /// - Parameter notes: in the order in which they are shown.
  package init(_ notes: [MemoryNote]) {
    self.notes = notes
  }

  /// A line or two for each note; proposals stand behind, since they wait for an answer.
  package var text: String {
    guard !notes.isEmpty else { return "There are no notes about this repository.\n" }
    let accepted = notes.filter(\.isAccepted).map(Self.line)
    let proposed = notes.filter { !$0.isAccepted }.map(Self.line)
    let head = proposed.isEmpty ? [] : ["Proposed, and told to no agent before you accept it (memory accept NUMBER):"]
    return (accepted + head + proposed).map { $0 + "\n" }.joined()
  }

  /// The notes as `{"schema_version": 1, "notes": [...]}`.
  package var json: JSONValue {
    [
      "schema_version": 1,
      "notes": .array(
        notes.map { note in
          [
            "id": JSONValue(note.id), "text": JSONValue(note.text), "author": JSONValue(note.author.rawValue),
            "source": JSONValue(note.source), "accepted": .bool(note.isAccepted),
            "date": JSONValue(Self.day(note)),
          ]
        }),
    ]
  }

  private static func line(_ note: MemoryNote) -> String {
    let author = note.author == .user ? "you" : "an agent"
    let source = note.source.map { ", in \(TerminalText.singleLine($0, limit: 120))" } ?? ""
    return "\(note.id)  \(TerminalText.singleLine(note.text, limit: 1000)) (\(author), \(day(note))\(source))"
  }

  private static func day(_ note: MemoryNote) -> String { Timestamp.date(Int64(note.time / 1000)) }
}
