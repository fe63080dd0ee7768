/// Looks for whole lines in a file, at one tier after the other.
struct LineSearch {
  enum Outcome: Hashable {
    case none
    case one(start: Int, IndentationShift)
    case several(count: Int, starts: [Int])
  }

  private let source: SourceLines
  private let wanted: [ArraySlice<UInt8>]

  init(_ source: SourceLines, _ wanted: [ArraySlice<UInt8>]) {
    self.source = source
    self.wanted = wanted
  }

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - tier: what may differ.
  ///   - first: the index of the line before which nothing counts.
  func find(_ tier: EditMatch.Tier, from first: Int) -> Outcome {
    // Blank lines alone are everywhere.
    guard !wanted.isEmpty, tier == .exact || !wanted.allSatisfy(LineFolding.isBlank) else { return .none }
    let folding = LineFolding(tier: tier)
    let keys = source.lines.indices.dropFirst(first).map { folding.key(source.content(of: $0)) }
    let found = Occurrences(of: wanted.map(folding.key), in: keys, limit: EditMatch.placeLimit)
    guard found.count == 1, let position = found.positions.first else {
      return found.count == 0 ? .none : .several(count: found.count, starts: found.positions.map { $0 + first })
    }
    let start = position + first
    guard isMatch(at: start, folding), let shift = self.shift(at: start, tier) else { return .none }
    return .one(start: start, shift)
  }

  /// Whether the lines stand at a place, at the first tier.
  func isExact(at start: Int) -> Bool {
    start >= 0 && start + wanted.count <= source.lines.count && isMatch(at: start, LineFolding(tier: .exact))
  }

  private func isMatch(at start: Int, _ folding: LineFolding) -> Bool {
    wanted.enumerated().allSatisfy { folding.areEqual($0.element, source.content(of: start + $0.offset)) }
  }

  /// The shift that all lines share.
  private func shift(at start: Int, _ tier: EditMatch.Tier) -> IndentationShift? {
    guard tier >= .indentation else { return IndentationShift.none }
    var shared: IndentationShift?
    for (offset, line) in wanted.enumerated() where !LineFolding.isBlank(line) {
      let file = LineFolding.indentation(source.content(of: start + offset))
      guard let shift = IndentationShift(from: LineFolding.indentation(line), to: file), shift == shared ?? shift else {
        return nil
      }
      shared = shift
    }
    return shared
  }
}

extension EditMatch.Tier: Comparable {
  /// Whether one tier overlooks less than another.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
