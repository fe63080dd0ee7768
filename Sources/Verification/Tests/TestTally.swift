/// The results of tests as they come in, of one run or of several.
struct TestTally {
  private var byName: [String: TestResult] = [:]

  /// Why the run is not whole, in the order in which it came out.
  private(set) var faults: [String] = []
  private(set) var notes: [String] = []

  /// Of two results of one test the worse counts: of its runs with other arguments, of two tests of one name.
  mutating func add(_ result: TestResult) {
    guard let old = byName[result.name] else {
      byName[result.name] = result
      return
    }
    if Self.rank(result.status) > Self.rank(old.status) { byName[result.name] = result }
  }

  /// Takes the results of a new run in place of the old ones.
  mutating func replace(_ results: [TestResult]) {
    for name in Set(results.map(\.name)) { byName[name] = nil }
    for result in results { add(result) }
  }

  mutating func addFault(_ text: String) { if !faults.contains(text) { faults.append(text) } }

  mutating func addNote(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  func has(_ name: String) -> Bool { byName[name] != nil }

  /// The tests whose process died or hung with them.
  var fatal: [String] { byName.values.filter { [.crashed, .timedOut].contains($0.status) }.map(\.name) }

  var results: [TestResult] { byName.values.sorted { $0.name < $1.name } }

  var fault: String? { faults.isEmpty ? nil : faults.joined(separator: "; ") }

  private static func rank(_ status: TestResult.Status) -> Int {
    switch status {
    case .skipped: 0
    case .passed: 1
    case .failed: 2
    case .timedOut: 3
    case .crashed: 4
    }
  }
}
