internal import SourceText

/// The new side of a changed file, by line number.
struct ChangedLines {
  private var added: Set<Int> = []
  private var texts: [Int: String] = [:]

  init(_ file: FileChange) {
    for line in file.hunks.lazy.flatMap(\.lines) where line.kind != .removed {
      if line.kind == .added { added.insert(line.newNumber) }
      texts[line.newNumber] = line.text
    }
  }

  /// The part of some lines that is reported: all of them when the diff shows them, else the first added one; nil when none
  /// is added.
  func added(in lines: LineRange, rangeLimit: Int) -> LineRange? {
    guard lines.count <= rangeLimit else { return added.contains(lines.first) ? LineRange(lines.first) : nil }
    let all = lines.first...lines.last
    guard let first = all.first(where: added.contains) else { return nil }
    return all.allSatisfy { texts[$0] != nil } ? lines : LineRange(first)
  }

  func text(of line: Int) -> String { texts[line] ?? "" }

  func text(of lines: LineRange) -> String { (lines.first...lines.last).map(text(of:)).joined(separator: "\n") }
}
