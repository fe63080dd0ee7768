import Evidence
import SourceText
import Testing

/// A changed file written down as a diff: lines that begin with a space, `+` or `-`; `@@` begins another hunk.
struct Example: Sendable, CustomTestStringConvertible {
  var path: String
  var diff: String
  var kind = FileChange.Kind.modified

  init(_ path: String, _ diff: String, kind: FileChange.Kind = .modified) {
    self.path = path
    self.diff = diff
    self.kind = kind
  }

  var testDescription: String { "\(path): \(diff.prefix(60))" }

  var fileChange: FileChange {
    get throws {
      var hunks: [Hunk] = []
      var old = 1
      var new = 1
      var lines: [DiffLine] = []
      func finish() {
        if !lines.isEmpty { hunks.append(Hunk(oldStart: 1, oldCount: old, newStart: 1, newCount: new, lines: lines)) }
        lines = []
      }
      // Not `split(separator: "\n")` on characters: CRLF is one of those.
      for line in diff.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
        let text = String(Substring(line.dropFirst()))
        switch line.first {
        case "+":
          lines.append(DiffLine(kind: .added, oldNumber: 0, newNumber: new, text: text))
          new += 1
        case "-":
          lines.append(DiffLine(kind: .removed, oldNumber: old, newNumber: 0, text: text))
          old += 1
        case "@":
          finish()
          old += 100
          new += 100
        default:
          lines.append(DiffLine(kind: .context, oldNumber: old, newNumber: new, text: text))
          old += 1
          new += 1
        }
      }
      finish()
      return FileChange(
        kind: kind, path: try RelativePath(path), old: kind == .added ? nil : FileChange.Version(),
        new: kind == .deleted ? nil : FileChange.Version(), hunks: hunks)
    }
  }

  func findings(of rule: any EvidenceRule) throws -> [Finding] {
    EvidenceScan.run(ChangeSet(files: [try fileChange]), rules: [rule])
  }
}
