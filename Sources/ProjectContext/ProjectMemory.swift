internal import Redaction
internal import SourceText
package import Store

/// What a prompt says of the notes about a repository: each with who wrote it and when.
package struct ProjectMemory: Hashable, Sendable {
  private let notes: [MemoryNote]

  /// - Parameter notes: all that is kept; proposals never stand in a prompt.
  package init(_ notes: [MemoryNote]) {
    self.notes = notes.filter(\.isAccepted)
  }

  /// The notes, a line each, the oldest first, so that a new one changes nothing of what stands before it.
  ///
  /// - Parameter sizeLimit: bytes; the oldest notes that have no room are left out, and counted.
  package func text(sizeLimit: Int) -> String {
    var lines: [String] = []
    var left = sizeLimit
    for note in notes.reversed() {
      let line = Self.line(note)
      left -= line.utf8.count + 1
      guard left >= 0 else { break }
      lines.append(line)
    }
    guard !lines.isEmpty, lines.count < notes.count else { return lines.reversed().joined(separator: "\n") }
    return (["- (\(notes.count - lines.count) older notes have no room)"] + lines.reversed()).joined(separator: "\n")
  }

  private static func line(_ note: MemoryNote) -> String {
    let day = Timestamp.date(Int64(note.time / 1000))
    let origin = note.author == .user ? "the user, \(day)" : "proposed by an agent, accepted by the user, \(day)"
    return "- \(TerminalText.singleLine(note.text, limit: MemoryNote.textLimit)) (\(origin))"
  }
}
