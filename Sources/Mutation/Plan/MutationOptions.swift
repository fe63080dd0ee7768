package import SourceText

/// Which mutants are wanted.
package struct MutationOptions: Hashable, Sendable {
  /// Mutants that are run at the most; nil for no bound.
  ///
  /// A sample is fair to files and kinds of change.
  package var limit: Int?

  /// Decides which mutants a sample holds: the same number, the same sample.
  package var seed: UInt64

  /// Only mutants that touch these lines, by file; nil for all.
  ///
  /// A file that is not named has none.
  package var lines: [RelativePath: [LineRange]]?

  package init(limit: Int? = nil, seed: UInt64 = 1, lines: [RelativePath: [LineRange]]? = nil) {
    self.limit = limit
    self.seed = seed
    self.lines = lines
  }

  func isWanted(_ path: RelativePath, _ range: LineRange) -> Bool {
    guard let lines else { return true }
    return lines[path]?.contains { $0.overlaps(range) } ?? false
  }
}
