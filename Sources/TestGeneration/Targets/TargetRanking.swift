package import SourceText
package import SwiftSource
package import Verification

/// Puts functions in the order in which tests of them are wanted, by complexity, change and callers, and by what no test
/// runs yet.
package struct TargetRanking: Sendable {
  private let selection: Selection
  private let history: ChangeHistory

  /// - Parameters:
  ///   - selection: what tests are wanted for.
  ///   - history: how often files were changed.
  package init(_ selection: Selection, history: ChangeHistory) {
    self.selection = selection
    self.history = history
  }

  /// The functions of the selection, those that are wanted most first.
  ///
  /// - Parameters:
  ///   - harvest: of the module's sources.
  ///   - coverage: what tests reach already; nil where that is not known.
  package func targets(in harvest: ModuleHarvest, besides coverage: CoverageReport?) -> [RankedTarget] {
    let lines = Dictionary((coverage?.files ?? []).map { ($0.path, $0.lines) }) { first, _ in first }
    return harvest.files.flatMap { file -> [RankedTarget] in
      guard let path = try? RelativePath(file.path) else { return [] }
      return file.functions.compactMap {
        target(for: $0, at: path, counts: coverage == nil ? nil : lines[path] ?? [:], harvest)
      }
    }.sorted { ($1.score, $0.path, $0.lines.first) < ($0.score, $1.path, $1.lines.first) }
  }

  private func target(
    for function: FunctionHarvest, at path: RelativePath, counts: [Int: Int]?, _ harvest: ModuleHarvest
  ) -> RankedTarget? {
    guard function.hasBody, function.lines.contains(where: { selection.contains(path, line: $0) }) else { return nil }
    let name =
      function.name == "init" ? function.owner.split(separator: ".").last.map(String.init) ?? "" : function.name
    let callers = harvest.callerCount(of: name)
    let commits = history.commits[path] ?? 0
    let isChanged = selection.files[path].map { $0 != nil } ?? false
    let uncovered = counts.map { counts in
      let own = counts.filter { function.lines.contains($0.key) }
      return RankedTarget.CoverageShare(missing: own.values.count { $0 == 0 }, total: own.count)
    }
    var score = Double(function.complexity) * Self.weight(callers) * Self.weight(commits)
    if isChanged { score *= Self.changeWeight }
    // What runs already is not done: mutants may live there.
    if let uncovered, uncovered.total > 0 { score *= 0.25 + Double(uncovered.missing) / Double(uncovered.total) }
    return RankedTarget(
      name: function.owner.isEmpty ? function.name : "\(function.owner).\(function.name)", path: path,
      lines: LineRange(function.lines.lowerBound, function.lines.upperBound), complexity: function.complexity,
      callers: callers, commits: commits, isChanged: isChanged, uncovered: uncovered, score: score)
  }

  /// What was just changed counts more than anything that one function has over another.
  private static let changeWeight = 8.0

  /// Grows ever more slowly: 1 for none, 1.5 for one, 2.5 for seven.
  private static func weight(_ count: Int) -> Double {
    var (doublings, rest) = (0, count + 1)
    while rest > 1 { (doublings, rest) = (doublings + 1, rest / 2) }
    return 1 + Double(doublings) / 2
  }
}

/// Which of several things come first, when there is not time for all.
package struct TargetOrder: Sendable {
  private let scores: [RelativePath: [(lines: LineRange, score: Double)]]

  package static let none = TargetOrder([])

  package init(_ targets: [RankedTarget]) {
    scores = Dictionary(grouping: targets, by: \.path).mapValues { $0.map { ($0.lines, $0.score) } }
  }

  /// How much the innermost function around a line is wanted; 0 outside of all.
  package func score(_ path: RelativePath, line: Int) -> Double {
    scores[path]?.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }?.score ?? 0
  }
}
