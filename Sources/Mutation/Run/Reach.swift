/// Which tests reach which mutants: the switch itself wrote down which mutants it was asked for.
struct Reach: Sendable {
  /// A test, or a suite where there are many tests.
  struct Unit: Hashable, Sendable {
    let names: [String]

    /// What it takes by itself with the unchanged code.
    let milliseconds: Int
  }

  let units: [Unit]

  /// For each mutant's number the units that reach it, by their indices.
  let unitsByMutant: [[Int]]

  /// - Parameters:
  ///   - units: with the bytes that the switch wrote for each, 1 at the number of a mutant that was reached.
  ///   - count: how many mutants there are.
  init(_ units: [(unit: Unit, reached: [UInt8])], count: Int) {
    self.units = units.map(\.unit)
    var table = [[Int]](repeating: [], count: count + 1)
    for (index, entry) in units.enumerated() {
      for number in 1..<max(1, min(entry.reached.count, count + 1)) where entry.reached[number] != 0 {
        table[number].append(index)
      }
    }
    unitsByMutant = table
  }

  /// The tests that reach a mutant, the quickest first, and what they take.
  func tests(reaching mutant: Int) -> (names: [String], milliseconds: Int) {
    let indices = unitsByMutant[mutant].sorted { (units[$0].milliseconds, $0) < (units[$1].milliseconds, $1) }
    return (indices.flatMap { units[$0].names }, indices.reduce(0) { $0 + units[$1].milliseconds })
  }

  /// Splits tests into units.
  static func units(of names: [String], limit: Int) -> [[String]] {
    guard names.count > limit else { return names.map { [$0] } }
    var suites: [String: [String]] = [:]
    for name in names { suites[suite(of: name), default: []].append(name) }
    return suites.sorted { $0.key < $1.key }.map(\.value)
  }

  /// What a test stands in: `Module.Suite` of `Module.Suite/test()`.
  private static func suite(of name: String) -> String {
    name.lastIndex(of: "/").map { String(name[..<$0]) } ?? name
  }
}
