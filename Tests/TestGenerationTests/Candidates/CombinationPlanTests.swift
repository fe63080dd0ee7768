import Testing

@testable import TestGeneration

struct CombinationPlanTests {
  @Test func `each value is used before pairs are`() {
    let rows = CombinationPlan.rows(counts: [3, 2], limit: 100)
    #expect(rows.prefix(4) == [[0, 0], [1, 0], [0, 1], [2, 0]])
  }

  @Test(arguments: [[3, 2], [4, 4, 4], [1, 1], [5, 1, 5, 2], [2, 2, 2, 2, 2]])
  func `every pair of values stands in a row`(counts: [Int]) {
    let rows = CombinationPlan.rows(counts: counts, limit: 10_000)
    for left in counts.indices {
      for right in left + 1..<counts.count {
        for (one, two) in (0..<counts[left]).flatMap({ one in (0..<counts[right]).map { (one, $0) } }) {
          #expect(rows.contains { $0[left] == one && $0[right] == two })
        }
      }
    }
    #expect(Set(rows).count == rows.count)
  }

  @Test(arguments: [0, 1, 5, 9])
  func `there are never more rows than asked for`(limit: Int) {
    #expect(CombinationPlan.rows(counts: [4, 4, 4], limit: limit).count == limit)
  }

  @Test func `no parameters are one row, and a parameter without values none`() {
    #expect(CombinationPlan.rows(counts: [], limit: 5) == [[]])
    #expect(CombinationPlan.rows(counts: [2, 0], limit: 5).isEmpty)
  }
}
