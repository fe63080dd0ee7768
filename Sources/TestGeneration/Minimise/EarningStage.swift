internal import Characterization
internal import Mutation
internal import SourceText
internal import Verification

/// Lets those tests stay that earn a region or a mutant which nothing else has.
struct EarningStage: Sendable {
  let selection: Selection

  /// A test that stays, with what it earned.
  struct Earned: Sendable {
    let test: GeneratedTest
    let earnedRegions: Int
    let killed: [Int]
  }

  /// - Parameters:
  ///   - kept: tests with their recordings.
  ///   - kills: the mutants that each notices, by its index.
  ///   - regions: what the vectors mean.
  ///   - coverage: what the package's own tests reach.
  /// - Returns: those that stay, by subject, and for each other the reason.
  func choose(
    _ kept: [RecordingFilter.Kept], kills: [Int: Set<Int>], regions: RegionTable, coverage: CoverageReport?
  ) -> (earned: [Earned], rejections: [GenerationReport.Rejection]) {
    let selected = mask(regions)
    let before = covered(by: coverage, in: regions)
    // A call that ends its process shows nothing as run in a test, so what others reach too is theirs.
    let lasting = kept.filter { !$0.recording.isFatal }.reduce(into: RegionVector()) {
      $0.formUnion($1.recording.regions)
    }
    let entries = kept.enumerated().map { index, kept in
      let reached = kept.recording.regions.intersection(selected)
      return SetCover.Entry(
        regions: kept.recording.isFatal ? reached.subtracting(lasting) : reached, mutants: kills[index] ?? [],
        length: kept.test.body.reduce(0) { $0 + $1.utf8.count + 1 })
    }
    let chosen = SetCover.choose(entries, besides: before, killed: [])
    var reached = before
    let earned = chosen.map { index in
      let entry = entries[index]
      let gain = entry.regions.count(beyond: reached)
      reached.formUnion(entry.regions)
      return Earned(test: kept[index].test, earnedRegions: gain, killed: entry.mutants.sorted())
    }
    let stays = Set(chosen)
    let rejections = kept.indices.filter { !stays.contains($0) }.map { index in
      GenerationReport.Rejection(
        subject: kept[index].test.subject, text: kept[index].test.body.joined(separator: "; "),
        reason: "earns no region and no mutant that others have not")
    }
    return (earned, rejections)
  }

  /// The regions of what was selected.
  private func mask(_ table: RegionTable) -> RegionVector {
    table.vector(where: { selection.contains($0.path, line: $0.startLine) })
  }

  /// The regions that the package's own tests reach.
  func covered(by coverage: CoverageReport?, in table: RegionTable) -> RegionVector {
    guard let coverage else { return RegionVector() }
    var places: Set<String> = []
    for file in coverage.files {
      for region in file.regions where region.count > 0 {
        places.insert("\(file.path):\(region.startLine):\(region.startColumn):\(region.endLine):\(region.endColumn)")
      }
    }
    return table.vector(where: {
      places.contains("\($0.path):\($0.startLine):\($0.startColumn):\($0.endLine):\($0.endColumn)")
    })
  }
}

extension Recording {
  /// Whether a test of it needs a process of its own, which does not tell what ran in it.
  fileprivate var isFatal: Bool { if case .trapped = outcome { true } else { false } }
}
