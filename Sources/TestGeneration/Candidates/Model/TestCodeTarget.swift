internal import Mutation
internal import SourceText

/// A function of any language of which something is not tested: what a model is asked about.
struct TestCodeTarget: Hashable, Sendable {
  let path: RelativePath

  /// With its type: `Basket.add`.
  let title: String

  /// Without it, as calls have it.
  let name: String

  let lines: LineRange

  /// Lines that nothing runs.
  let uncovered: Set<Int>

  /// Ways out of lines that nothing takes, though the lines do run.
  let branches: [Branch]

  /// Mutants that nothing notices.
  let mutants: [Mutant]

  struct Branch: Hashable, Sendable {
    let line: Int

    /// The line that it leads to; nil for the way out of the function.
    let target: Int?
  }

  /// - Parameters:
  ///   - title: with its type.
  ///   - name: without it.
  init(
    path: RelativePath, title: String, name: String, lines: LineRange, uncovered: Set<Int>, branches: [Branch] = [],
    mutants: [Mutant] = []
  ) {
    self.path = path
    self.title = title
    self.name = name
    self.lines = lines
    self.uncovered = uncovered
    self.branches = branches
    self.mutants = mutants
  }

  /// How much there is to gain: a line that nothing reaches holds several mutants.
  var gaps: Int { 3 * (uncovered.count + branches.count) + mutants.count }

  /// Whether both are the same function.
  func isSame(as other: TestCodeTarget) -> Bool { path == other.path && title == other.title }

  /// Functions of one conversation at most, and their lines about, as `ModelTargetFinder` has them.
  static func batches(of targets: [TestCodeTarget]) -> [[TestCodeTarget]] {
    var open = targets
    var batches: [[TestCodeTarget]] = []
    while let first = open.first {
      var batch = [first]
      var count = first.lines.count
      for target in open.dropFirst() where target.path == first.path && batch.count < ModelTargetFinder.batchLimit {
        guard count + target.lines.count <= ModelTargetFinder.lineLimit else { continue }
        batch.append(target)
        count += target.lines.count
      }
      open.removeAll(where: batch.contains)
      batches.append(batch)
    }
    return batches
  }
}
