internal import SourceText

/// Writes a change in the form that `git diff` has for it.
enum WrittenPatch {
  static func text(of change: FileChange) -> String {
    let old = change.oldPath ?? change.path
    var text = "diff --git \(quoted("a/", old)) \(quoted("b/", change.path))\n"
    let mode = (change.new ?? change.old)?.mode ?? .regular
    if change.old == nil { text += "new file mode \(octal(mode))\n" }
    if change.new == nil { text += "deleted file mode \(octal(mode))\n" }
    if change.oldPath != nil {
      let verb = change.kind == .copied ? "copy" : "rename"
      text += "\(verb) from \(quoted("", old))\n\(verb) to \(quoted("", change.path))\n"
    }
    if change.isBinary { return text + "Binary files differ\n" }
    if change.hunks.isEmpty { return text }
    text += "--- \(change.old == nil ? "/dev/null" : quoted("a/", old))\n"
    text += "+++ \(change.new == nil ? "/dev/null" : quoted("b/", change.path))\n"
    return text + change.hunks.map(Self.text).joined()
  }

  private static func text(of hunk: Hunk) -> String {
    // A return at the end of a header belongs to its line feed.
    let end = hunk.section.unicodeScalars.last == "\r" ? "\r\n" : "\n"
    let section = hunk.section.isEmpty ? "" : " " + hunk.section
    var text = "@@ -\(hunk.oldStart),\(hunk.oldCount) +\(hunk.newStart),\(hunk.newCount) @@\(section)\(end)"
    for line in hunk.lines {
      text += line.kind == .added ? "+" : line.kind == .removed ? "-" : " "
      text += "\(line.text)\n"
      if line.lacksNewline { text += "\\ No newline at end of file\n" }
    }
    return text
  }

  private static func octal(_ mode: FileMode) -> String { String(mode.rawValue, radix: 8) }

  /// A name in quotation marks, every byte of it as an octal escape.
  private static func quoted(_ prefix: String, _ path: RelativePath) -> String {
    let escapes = path.string.utf8.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "\"\(prefix)\(escapes.joined())\""
  }
}
