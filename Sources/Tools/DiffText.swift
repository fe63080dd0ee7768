package import SourceText

/// A diff as a model reads it: unified, with the line numbers of the new file in front.
package enum DiffText {
  /// One file: a heading, then its hunks.
  ///
  /// A line looks like `   42 +let x = 1`: the number in the new file, then `+`, `-` or a space, then the text. Removed
  /// lines have no number.
  package static func lines(of file: FileChange) -> [String] {
    var lines = ["=== \(heading(of: file))"]
    if file.isBinary { lines.append("(binary file)") }
    for hunk in file.hunks {
      lines.append("@@ -\(hunk.oldStart),\(hunk.oldCount) +\(hunk.newStart),\(hunk.newCount) @@ \(hunk.section)")
      lines += hunk.lines.map(line)
    }
    return lines
  }

  /// What happened to a file, in one line.
  package static func heading(of file: FileChange) -> String {
    switch file.kind {
    case .added: "\(file.path) (new file)"
    case .deleted: "\(file.path) (deleted)"
    case .modified: "\(file.path)" + modeNote(file)
    case .typeChanged: "\(file.path) (kind of file changed)"
    case .renamed: "\(file.path) (renamed from \(file.oldPath?.string ?? "?"))" + modeNote(file)
    case .copied: "\(file.path) (copied from \(file.oldPath?.string ?? "?"))"
    }
  }

  private static func modeNote(_ file: FileChange) -> String {
    guard let old = file.old?.mode, let new = file.new?.mode, old != new else { return "" }
    return " (mode \(String(old.rawValue, radix: 8)) to \(String(new.rawValue, radix: 8)))"
  }

  private static func line(_ line: DiffLine) -> String {
    switch line.kind {
    case .added: numbered(line.newNumber, "+", line.text)
    case .context: numbered(line.newNumber, " ", line.text)
    case .removed: "      -" + line.text
    }
  }

  /// A line with its number, as diffs and files show it alike.
  static func numbered(_ number: Int, _ mark: Character, _ text: some StringProtocol) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, 5 - digits.count)) + digits + " " + String(mark) + text
  }
}
