/// Two short texts, line by line, for a person.
enum TextComparison {
  /// Lines that are shown around a difference.
  private static let context = 3

  /// The lines that differ, with those around: `-` for what was expected, `+` for what was found.
  static func text(of name: String, expected: String, found: String) -> String {
    let (old, new) = (lines(expected), lines(found))
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var shown: [(mark: String, line: String)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        shown.append(("-", old[left]))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        shown.append(("+", new[right]))
        right += 1
      } else {
        shown.append((" ", left < old.count ? old[left] : new[right]))
        left += 1
        right += 1
      }
    }
    let changed = shown.indices.filter { shown[$0].mark != " " }
    var text = "--- \(name), expected\n+++ \(name), found"
    var isGap = false
    for (index, line) in shown.enumerated() {
      guard changed.contains(where: { abs($0 - index) <= context }) else {
        isGap = true
        continue
      }
      if isGap { text += "\n …" }
      isGap = false
      text += "\n\(line.mark)\(line.line)"
    }
    return text
  }

  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // What ends with a line feed has no line behind it.
    if lines.last == "" { lines.removeLast() } else { lines.append("\\ no line feed at the end") }
    return lines
  }
}
