internal import SourceText

/// A sample of mutants that is fair to each file and, within it, to each kind of change.
///
/// Mutants are ordered by file and kind, at random within a kind, and then taken at equal distances from a random start:
/// systematic sampling, in which each group has its share to within one (Cochran, "Sampling Techniques", chapter 8).
struct MutantSample {
  let limit: Int?
  let seed: UInt64

  /// The numbers of those that the limit leaves out.
  func leftOut(of mutants: [Mutant]) -> Set<Int> {
    guard let limit, mutants.count > limit else { return [] }
    guard limit > 0 else { return Set(mutants.map(\.id)) }
    var random = SplitMix(state: seed)
    let keys = Dictionary(mutants.map { ($0.id, random.next()) }) { first, _ in first }
    let order = mutants.sorted { left, right in
      (left.path.string, left.operation.rawValue, keys[left.id] ?? 0)
        < (right.path.string, right.operation.rawValue, keys[right.id] ?? 0)
    }
    let distance = Double(order.count) / Double(limit)
    let start = Double(random.next() >> 11) / Double(1 << 53) * distance
    let taken = Set((0..<limit).map { order[min(order.count - 1, Int(start + Double($0) * distance))].id })
    return Set(order.map(\.id)).subtracting(taken)
  }
}

/// Random numbers that are the same everywhere (SplitMix64, Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
