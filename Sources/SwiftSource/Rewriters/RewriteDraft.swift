/// The edits of one file while a rule collects them, in groups that are made together or not at all.
struct RewriteDraft {
  let source: ParsedSource

  /// In the order of the text.
  private(set) var edits: [SourceEdit] = []
  private(set) var notes: [RewriteOutcome.Note] = []

  init(_ source: ParsedSource) { self.source = source }

  /// Adds edits that belong together; where they meet others they are left for the next pass.
  ///
  /// - Returns: whether they were taken.
  @discardableResult
  mutating func add(_ group: [SourceEdit]) -> Bool {
    var result = edits
    for edit in group where source.string(edit.range) != edit.text {
      let place = Self.place(of: edit.range, in: result)
      guard place == 0 || !Self.meet(result[place - 1].range, edit.range),
        place == result.count || !Self.meet(result[place].range, edit.range)
      else { return false }
      result.insert(edit, at: place)
    }
    edits = result
    return true
  }

  mutating func add(_ range: Range<Int>, _ text: String) { add([SourceEdit(range, text)]) }

  /// Tells what was left.
  mutating func note(_ text: String, at offset: Int) {
    notes.append(RewriteOutcome.Note(path: source.path, line: source.line(of: offset), text: text))
  }

  var change: RewriteOutcome.Change? {
    edits.isEmpty ? nil : RewriteOutcome.Change(path: source.path, edits: edits)
  }

  /// Where a range belongs among edits, which are in the order of the text.
  private static func place(of range: Range<Int>, in edits: [SourceEdit]) -> Int {
    var (low, high) = (0, edits.count)
    while low < high {
      let middle = (low + high) / 2
      let other = edits[middle].range
      if (other.lowerBound, other.upperBound) < (range.lowerBound, range.upperBound) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  private static func meet(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.overlaps(other) || one == other
      || one.isEmpty && other.lowerBound < one.lowerBound && one.lowerBound < other.upperBound
      || other.isEmpty && one.lowerBound < other.lowerBound && other.lowerBound < one.upperBound
  }
}
