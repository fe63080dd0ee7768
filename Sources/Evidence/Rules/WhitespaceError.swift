package import SourceText

/// Reports white space that a change should not add: what `git diff --check` names, and mixed line ends.
package struct WhitespaceError: EvidenceRule {
  package static let description = RuleDescription(
    id: "whitespace-error", title: "White space errors",
    rationale: """
      White space at the end of a line, a space before a tab, blank lines at the end of a file and mixed line ends \
      make later diffs noisy. One finding names all lines of a file. Markdown's two spaces at the end of a line are a \
      line break, and a file with CRLF line ends throughout is no error.
      """,
    category: .hygiene, severity: .note, confidence: 0.95, isOnByDefault: false)

  package init() {}

  package func findings(in file: ChangedFile) -> [Finding] {
    let fileExtension = file.change.path.fileExtension
    // In a patch the blank is part of the format.
    guard !file.role.isGenerated, !["patch", "diff"].contains(fileExtension) else { return [] }
    let allowsLineBreak = ["md", "mdx", "markdown"].contains(fileExtension)

    var trailing: [ChangedFile.Line] = []
    var spaceBeforeTab: [ChangedFile.Line] = []
    for line in file.lines where line.kind == .added {
      if hasTrailingBlank(file.bytes, line.range, allowsLineBreak: allowsLineBreak) { trailing.append(line) }
      if hasSpaceBeforeTab(file.bytes, line.range) { spaceBeforeTab.append(line) }
    }
    let blankAtEnd = blankLinesAtEnd(file)
    let mixed = mixedLineEnds(file)

    let faults = [
      ("white space at the end of a line", trailing), ("a space before a tab", spaceBeforeTab),
      ("a blank line at the end of the file", blankAtEnd), ("a line end unlike the rest of the file", mixed),
    ].filter { !$0.1.isEmpty }
    guard let first = faults.flatMap(\.1).min(by: { $0.number < $1.number }) else { return [] }
    let explanation = faults.map { "\($0.0) (\(Self.words($0.1)))" }.joined(separator: ", ")
    return [
      Self.description.finding(
        at: file.location(first), quote: file.quote(first),
        explanation: "The change adds \(explanation).",
        suggestion: "Let the editor strip it, or run `git diff --check` before committing.")
    ]
  }

  /// The lines' numbers, the first few of many.
  private static func words(_ lines: [ChangedFile.Line]) -> String {
    let shown = lines.prefix(5).map { String($0.number) }.joined(separator: ", ")
    let prefix = lines.count == 1 ? "line " : "lines "
    return prefix + shown + (lines.count > 5 ? " and \(lines.count - 5) more" : "")
  }

  private func hasTrailingBlank(_ bytes: [UInt8], _ range: Range<Int>, allowsLineBreak: Bool) -> Bool {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    var start = end
    while start > range.lowerBound, bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: "\t") {
      start -= 1
    }
    guard start < end else { return false }
    let isLineBreak = end - start == 2 && start > range.lowerBound && bytes[start] == UInt8(ascii: " ")
    return !(allowsLineBreak && isLineBreak)
  }

  private func hasSpaceBeforeTab(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var hasSpace = false
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: " "): hasSpace = true
      case UInt8(ascii: "\t"): if hasSpace { return true }
      default: return false
      }
    }
    return false
  }

  /// The added blank lines that end the file.
  ///
  /// The last hunk reaches the file's end when no context follows in a diff that has context, or the file is new.
  private func blankLinesAtEnd(_ file: ChangedFile) -> [ChangedFile.Line] {
    guard file.change.kind == .added || file.lines.contains(where: { $0.kind == .context }) else { return [] }
    let last = file.lines.reversed().lazy.filter { $0.kind != .removed }
    return last.prefix { $0.kind == .added && file.trimmed($0.range).isEmpty }.reversed()
  }

  /// The added lines whose end differs from that of the lines that stay, or, where none is to be seen, from the first
  /// added one; none if the file was mixed before.
  private func mixedLineEnds(_ file: ChangedFile) -> [ChangedFile.Line] {
    func hasCarriageReturn(_ line: ChangedFile.Line) -> Bool {
      !line.range.isEmpty && file.bytes[line.range.upperBound - 1] == UInt8(ascii: "\r")
    }
    var expected: Bool?
    for line in file.lines where line.kind == .context && !line.lacksNewline {
      if let expected, expected != hasCarriageReturn(line) { return [] }
      expected = hasCarriageReturn(line)
    }
    let added = file.lines.lazy.filter { $0.kind == .added && !$0.lacksNewline }
    guard let ending = expected ?? added.first.map(hasCarriageReturn) else { return [] }
    return added.filter { hasCarriageReturn($0) != ending }
  }
}
