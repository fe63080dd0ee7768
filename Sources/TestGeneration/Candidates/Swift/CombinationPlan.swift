/// Which values of several parameters are tried together.
enum CombinationPlan {
  /// Chooses rows of indices into lists of values.
  ///
  /// First all values that stand first; then each value alone, the others as in the first row, taking parameters in turn;
  /// then pairs of the foremost values that no row has yet. The order is always the same.
  ///
  /// - Parameters:
  ///   - counts: how many values each parameter has, each at least 1.
  ///   - limit: how many rows at most.
  ///   - width: how many of the foremost values of a parameter are paired.
  static func rows(counts: [Int], limit: Int, width: Int = 5) -> [[Int]] {
    guard limit > 0, counts.allSatisfy({ $0 > 0 }) else { return [] }
    let first = counts.map { _ in 0 }
    var rows = [first]
    let alone = interleaved(
      counts.indices.map { position in
        (1..<max(1, counts[position])).map { value in
          var row = first
          row[position] = value
          return row
        }
      })
    // Where there is no room for all, the pairs still get a third of it.
    rows += alone.prefix(counts.count > 1 ? limit * 2 / 3 : limit - 1)
    return Array((rows + pairs(counts: counts.map { min($0, width) }, known: rows)).prefix(limit))
  }

  private struct Pair: Hashable {
    let left: Int
    let leftValue: Int
    let right: Int
    let rightValue: Int
  }

  private static func pairs(counts: [Int], known: [[Int]]) -> [[Int]] {
    guard counts.count > 1 else { return [] }
    func pairs(of row: [Int]) -> [Pair] {
      row.indices.flatMap { left in
        (left + 1..<row.count).map { Pair(left: left, leftValue: row[left], right: $0, rightValue: row[$0]) }
      }
    }
    var covered = Set(known.flatMap(pairs))
    var rows: [[Int]] = []
    for left in counts.indices {
      for right in left + 1..<counts.count {
        for leftValue in 0..<counts[left] {
          for rightValue in 0..<counts[right] {
            let wanted = Pair(left: left, leftValue: leftValue, right: right, rightValue: rightValue)
            guard !covered.contains(wanted) else { continue }
            var row = counts.map { _ in 0 }
            row[left] = leftValue
            row[right] = rightValue
            // The rest is chosen so that it brings as many new pairs as can be had one by one.
            for other in counts.indices where other != left && other != right {
              row[other] =
                (0..<counts[other]).max { one, two in
                  gain(of: one, at: other, in: row, covered) < gain(of: two, at: other, in: row, covered)
                } ?? 0
            }
            covered.formUnion(pairs(of: row))
            rows.append(row)
          }
        }
      }
    }
    return rows
  }

  private static func gain(of value: Int, at position: Int, in row: [Int], _ covered: Set<Pair>) -> Int {
    row.indices.count { other in
      guard other != position else { return false }
      let pair =
        other < position
        ? Pair(left: other, leftValue: row[other], right: position, rightValue: value)
        : Pair(left: position, leftValue: value, right: other, rightValue: row[other])
      return !covered.contains(pair)
    }
  }
}
