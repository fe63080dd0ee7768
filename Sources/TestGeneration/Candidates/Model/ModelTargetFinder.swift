internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Verification

/// Finds the functions in which something is not reached or not noticed, most promising first.
struct ModelTargetFinder: Sendable {
  let selection: Selection
  let harvest: ModuleHarvest
  let symbols: ModuleSymbols
  let regions: RegionTable

  /// The selected files with their texts.
  let sources: [(path: RelativePath, text: String)]

  /// How much tests of each function are wanted; what stands in none counts by its complexity and callers.
  let ranking: [RankedTarget]

  /// Whether a call that traps may become a test; where it may not, what leads to a trap is no gap.
  let allowsTraps: Bool

  /// Functions of one conversation at most: few enough that all stand in one prompt with what belongs to them.
  static let batchLimit = 4

  /// Lines of all functions of one conversation, about; CoverUp's segments have 50 and its prompts stay short with them
  /// (arXiv 2403.16218).
  static let lineLimit = 160

  /// - Parameters:
  ///   - reached: what tests reach.
  ///   - living: mutants that nothing notices.
  func targets(reached: RegionVector, living: [Mutant]) -> [ModelTarget] {
    let report = regions.report(covered: reached).restricted(to: selection)
    let names = Dictionary(
      symbols.symbols.compactMap { symbol in harvest.function(of: symbol).map { ($0, symbol) } }
    ) { first, _ in first }
    let targets = sources.flatMap { source -> [ModelTarget] in
      guard let file = report.files.first(where: { $0.path == source.path }),
        let functions = harvest.files.first(where: { $0.path == source.path.string })?.functions
      else { return [] }
      let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      let traps = allowsTraps ? [] : self.traps(in: source.path)
      let uncovered = file.lines.filter { $0.value == 0 && !traps.contains($0.key) }.map(\.key)
      let parts = file.regions.filter { region in
        region.count == 0 && !traps.contains(region.startLine) && region.startLine == region.endLine
          && file.lines[region.startLine, default: 0] > 0
      }
      let mutants = living.filter { $0.path == source.path }
      return functions.filter(\.hasBody).compactMap { function in
        func isOwn(_ line: Int) -> Bool { Self.innermost(of: functions, at: line) == function }
        let target = ModelTarget(
          function: function, symbol: names[function], path: source.path,
          uncovered: Set(uncovered.filter(isOwn)),
          parts: parts.filter { isOwn($0.startLine) }.compactMap { region in
            Self.part(of: lines, region).map { ModelTarget.Part(line: region.startLine, text: $0) }
          },
          mutants: mutants.filter { isOwn($0.startLine) })
        return target.uncovered.isEmpty && target.parts.isEmpty && target.mutants.isEmpty ? nil : target
      }
    }
    return targets.sorted { left, right in
      (weight(of: right), left.path.string, left.function.line) < (
        weight(of: left), right.path.string, right.function.line
      )
    }
  }

  /// Puts targets of one file together, in the order of the most promising of each.
  static func batches(of targets: [ModelTarget]) -> [[ModelTarget]] {
    var open = targets
    var batches: [[ModelTarget]] = []
    while let first = open.first {
      var batch = [first]
      var lines = first.function.lines.count
      for target in open.dropFirst() where target.path == first.path && batch.count < batchLimit {
        guard lines + target.function.lines.count <= lineLimit else { continue }
        batch.append(target)
        lines += target.function.lines.count
      }
      open.removeAll(where: batch.contains)
      batches.append(batch)
    }
    return batches
  }

  private func traps(in path: RelativePath) -> Set<Int> {
    let places = harvest.files.first { $0.path == path.string }?.uncoverable ?? []
    return Set(places.filter { $0.reason == .trap }.flatMap { Array($0.lines) })
  }

  private func weight(of target: ModelTarget) -> Double {
    let ranked = ranking.first { $0.path == target.path && $0.lines.first == target.function.lines.lowerBound }
    let callers = harvest.callerCount(of: target.function.name)
    return Double(target.gaps) * (ranked?.score ?? Double(target.function.complexity + min(callers, 5)))
  }

  private static func innermost(of functions: [FunctionHarvest], at line: Int) -> FunctionHarvest? {
    functions.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }
  }

  /// The text of a region within one line, whose columns count bytes.
  private static func part(of lines: [Substring], _ region: CoverageReport.Region) -> String? {
    guard lines.indices.contains(region.startLine - 1) else { return nil }
    let bytes = Array(lines[region.startLine - 1].utf8)
    guard region.startColumn >= 1, region.startColumn <= region.endColumn, region.endColumn - 1 <= bytes.count else {
      return nil
    }
    let text = String(decoding: bytes[(region.startColumn - 1)..<(region.endColumn - 1)], as: UTF8.self)
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }
}
