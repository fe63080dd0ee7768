/// A range of lines of one file, counted from 1, both ends included.
package struct LineRange: Hashable, Comparable, Sendable {
  package let first: Int
  package let last: Int

  /// A range from `first` to `last`; a last line before the first is taken for the first.
  package init(_ first: Int, _ last: Int) {
    self.first = max(1, first)
    self.last = max(self.first, last)
  }

  /// A single line.
  package init(_ line: Int) { self.init(line, line) }

  package var count: Int { last - first + 1 }

  package func contains(_ line: Int) -> Bool { line >= first && line <= last }

  package func overlaps(_ other: LineRange) -> Bool { first <= other.last && other.first <= last }

  package static func < (left: Self, right: Self) -> Bool { (left.first, left.last) < (right.first, right.last) }
}
