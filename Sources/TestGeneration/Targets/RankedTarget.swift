package import SourceText

/// A function that tests are wanted for, with what says how much.
package struct RankedTarget: Hashable, Sendable {
  /// `Heap.insert`, `parse`.
  package let name: String

  package let path: RelativePath

  package let lines: LineRange

  /// How many ways lead through it, at least.
  package let complexity: Int

  /// How many functions of the module call something of its name.
  package let callers: Int

  /// How many of the latest commits changed its file.
  package let commits: Int

  /// Whether the change that tests are wanted for touches it.
  package let isChanged: Bool

  /// Its lines that no test runs, of those that count; nil where that is not known.
  package var uncovered: CoverageShare?

  /// How much it is wanted; means something only beside others.
  package let score: Double

  /// Lines of a function: how many of them do not run.
  package struct CoverageShare: Hashable, Sendable {
    package let missing: Int
    package let total: Int

    package init(missing: Int, total: Int) {
      self.missing = missing
      self.total = total
    }
  }

  /// In words for a person: `Heap.insert (12 ways, 3 callers, changed in 4 of the latest commits, 9 of 10 lines do not run)`.
  package var words: String {
    var parts = ["\(complexity) \(complexity == 1 ? "way" : "ways") through it"]
    if callers > 0 { parts.append("\(callers) \(callers == 1 ? "caller" : "callers")") }
    if isChanged { parts.append("changed") }
    if commits > 0 { parts.append("\(commits) of the latest commits") }
    if let uncovered {
      parts.append(
        uncovered.missing == 0 ? "all lines run" : "\(uncovered.missing) of \(uncovered.total) lines do not run")
    }
    return "\(name) (\(parts.joined(separator: ", ")))"
  }
}
