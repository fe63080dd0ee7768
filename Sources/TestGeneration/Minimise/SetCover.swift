internal import Characterization

/// Chooses few tests that together earn what all earn.
///
/// Greedy: whoever brings most that is new comes next, the shorter one where two bring as much; then those go that the
/// others have made needless. The result is within a factor of ln n of the smallest (Chvátal 1979).
struct SetCover {
  /// What one test earns.
  struct Entry: Sendable {
    let regions: RegionVector

    /// The mutants that it kills.
    let mutants: Set<Int>

    /// Bytes of its text.
    let length: Int
  }

  /// Indices of the chosen, in their order among all.
  ///
  /// - Parameters:
  ///   - entries: what there is to choose from.
  ///   - covered: the regions that count for nothing, since they are covered already.
  ///   - killed: the mutants that are killed already.
  static func choose(_ entries: [Entry], besides covered: RegionVector, killed: Set<Int>) -> [Int] {
    var covered = covered
    var killed = killed
    var chosen: [Int] = []
    var open = Array(entries.indices)
    let start = (covered, killed)
    while true {
      var best: (index: Int, gain: Int, length: Int)?
      open.removeAll { index in
        let gain = Self.gain(entries[index], covered, killed)
        // What brings nothing now brings nothing later.
        guard gain > 0 else { return true }
        let length = entries[index].length
        if best.map({ gain > $0.gain || (gain == $0.gain && length < $0.length) }) ?? true {
          best = (index, gain, length)
        }
        return false
      }
      guard let best else { break }
      chosen.append(best.index)
      covered.formUnion(entries[best.index].regions)
      killed.formUnion(entries[best.index].mutants)
      open.removeAll { $0 == best.index }
    }
    return withoutNeedless(chosen, entries, start.0, start.1).sorted()
  }

  private static func gain(_ entry: Entry, _ covered: RegionVector, _ killed: Set<Int>) -> Int {
    // A region that nobody reached is worth more than a mutant, of which there are several in each.
    entry.regions.count(beyond: covered) * 4 + entry.mutants.subtracting(killed).count
  }

  /// Takes out, longest first, whatever the others earn without it.
  private static func withoutNeedless(
    _ chosen: [Int], _ entries: [Entry], _ covered: RegionVector, _ killed: Set<Int>
  ) -> [Int] {
    var kept = chosen
    for index in chosen.sorted(by: { entries[$0].length > entries[$1].length }) {
      var regions = covered
      var mutants = killed
      for other in kept where other != index {
        regions.formUnion(entries[other].regions)
        mutants.formUnion(entries[other].mutants)
      }
      if gain(entries[index], regions, mutants) == 0 { kept.removeAll { $0 == index } }
    }
    return kept
  }
}
