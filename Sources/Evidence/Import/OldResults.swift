internal import SourceText

/// What linters said about the state before a change; each of their results makes one of the new ones old.
struct OldResults {
  private struct Key: Hashable {
    let rule: String
    let path: RelativePath

    /// The line's words, or the message and the hunk.
    let mark: String
  }

  private var entries: [Key: [Int]] = [:]
  private var used: Set<Int> = []
  private var hunksByPath: [RelativePath: [Hunk]] = [:]

  /// - Parameters:
  ///   - reports: about the state before the change.
  ///   - root: the work tree's folder.
  ///   - change: says where files were, and what stood in the lines that it shows.
  init(_ reports: [ImportedReport], root: String?, change: ChangeSet) {
    guard !reports.isEmpty else { return }
    var newPaths: [RelativePath: [FileChange]] = [:]
    for file in change.files {
      newPaths[file.oldPath ?? file.path, default: []].append(file)
      hunksByPath[file.path] = file.hunks
    }
    var textsByPath: [RelativePath: [Int: (text: String, hunk: Int)]] = [:]
    for (index, result) in reports.flatMap(\.results).enumerated() {
      guard let path = ImportedPath.relative(result.path, root: root), let line = result.lines?.first else { continue }
      for file in newPaths[path] ?? [] {
        let texts = textsByPath[file.path] ?? Self.oldTexts(file)
        textsByPath[file.path] = texts
        // A line that the diff does not show is unchanged: what it has cannot have come to a changed line.
        guard let (text, hunk) = texts[line] else { continue }
        for mark in [Self.mark(text: text), Self.mark(message: result.message, hunk: hunk)] {
          entries[Key(rule: result.rule, path: file.path, mark: mark), default: []].append(index)
        }
      }
    }
  }

  /// Whether a result stood in the base: on a line of the same words, or with the same message in the same hunk.
  mutating func holds(_ result: ImportedResult, at path: RelativePath, line: Int, text: String) -> Bool {
    guard !entries.isEmpty else { return false }
    let hunk = hunksByPath[path]?.firstIndex { $0.newStart <= line && line < $0.newStart + $0.newCount } ?? -1
    for mark in [Self.mark(text: text), Self.mark(message: result.message, hunk: hunk)] {
      let key = Key(rule: result.rule, path: path, mark: mark)
      if let index = entries[key]?.first(where: { !used.contains($0) }) {
        used.insert(index)
        return true
      }
    }
    return false
  }

  private static func oldTexts(_ file: FileChange) -> [Int: (text: String, hunk: Int)] {
    var texts: [Int: (text: String, hunk: Int)] = [:]
    for (index, hunk) in file.hunks.enumerated() {
      // An unchanged line keeps its results to itself.
      for line in hunk.lines where line.kind == .removed { texts[line.oldNumber] = (line.text, index) }
    }
    return texts
  }

  private static func mark(text: String) -> String {
    "text " + text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Numbers in messages are measures, such as a line's length.
  private static func mark(message: String, hunk: Int) -> String {
    "hunk \(hunk) " + String(message.map { $0.isNumber ? "#" : $0 })
  }
}
