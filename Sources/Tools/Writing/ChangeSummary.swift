internal import SourceText

/// What a change did to a file, in one short line for the model.
struct ChangeSummary {
  private let old: [Substring]
  private let new: [Substring]

  init(old: [UInt8], new: [UInt8]) {
    self.old = Self.lines(old)
    self.new = Self.lines(new)
  }

  /// `lines 3 to 5 (+2 -1)`: where the changed lines now are, and how many came and went.
  var words: String {
    let shorter = min(old.count, new.count)
    let head = zip(old, new).prefix { $0 == $1 }.count
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    let (added, removed) = (new.count - head - tail, old.count - head - tail)
    let place =
      added > 1 ? "lines \(head + 1) to \(head + added)" : added == 1 ? "line \(head + 1)" : "behind line \(head)"
    return "\(place) (+\(added) -\(removed))"
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    var lines = TextLines.split(String(decoding: bytes, as: UTF8.self))
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
