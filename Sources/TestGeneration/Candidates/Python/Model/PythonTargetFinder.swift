internal import Characterization
internal import Mutation
internal import SourceText
internal import Tools

/// Finds the functions of Python modules in which something is not reached or not noticed, most promising first.
struct PythonTargetFinder: Sendable {
  let selection: Selection
  let harvest: PythonHarvest

  /// As `PythonRegions` counts: a line is a region, and each way out of one.
  let regions: RegionTable

  /// - Parameters:
  ///   - reached: what tests reach.
  ///   - living: mutants that nothing notices.
  func targets(reached: RegionVector, living: [Mutant]) -> [TestCodeTarget] {
    let open = regions.regions.indices.filter { !regions.isSet($0, in: reached) }.map { regions.regions[$0] }
      .filter { selection.contains($0.path, line: $0.startLine) }
    let targets = harvest.modules.flatMap { module -> [TestCodeTarget] in
      let own = open.filter { $0.path == module.path }
      let lines = Set(own.filter { $0.startColumn == 1 }.map(\.startLine))
      let ways = own.filter { $0.startColumn > 1 && !lines.contains($0.startLine) }
      let mutants = living.filter { $0.path == module.path && selection.contains($0.path, line: $0.startLine) }
      return Self.functions(in: module).compactMap { function in
        let target = TestCodeTarget(
          path: module.path, title: Self.title(of: function), name: function.name, lines: function.lines,
          uncovered: lines.filter { function.lines.contains($0) },
          branches: ways.filter { function.lines.contains($0.startLine) }.map { way in
            TestCodeTarget.Branch(line: way.startLine, target: way.endColumn > 3 ? way.endColumn - 3 : nil)
          }, mutants: mutants.filter { function.lines.contains($0.startLine) })
        return target.gaps == 0 ? nil : target
      }
    }
    return targets.sorted { left, right in
      (right.gaps, left.path.string, left.lines.first) < (left.gaps, right.path.string, right.lines.first)
    }
  }

  /// The function that a proposal is about, as reports name it.
  func title(of proposal: ProposedTestCode) -> String {
    let titles = harvest.modules.flatMap { Self.functions(in: $0).map(Self.title) }
    return titles.first { $0 == proposal.subject }
      ?? titles.first { proposal.code.contains($0.split(separator: ".").last.map(String.init) ?? $0) }
      ?? proposal.subject
  }

  static func functions(in module: PythonHarvest.Module) -> [PythonHarvest.Function] {
    module.functions + module.classes.flatMap(\.methods)
  }

  static func title(of function: PythonHarvest.Function) -> String {
    function.container.map { "\($0).\(function.name)" } ?? function.name
  }
}
