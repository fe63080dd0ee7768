internal import Verification

/// What a run of the tests says, held against how they stood before.
struct TestJudgement {
  /// Tests that fail and are known neither to be flaky nor to have failed before, with the first line of what they say.
  var failures: [(name: String, message: String)] = []

  /// Why the run as a whole is no good; nil when it came to its end.
  var fault: String?

  var passedCount = 0

  /// - Parameters:
  ///   - ignored: tests that are flaky, or failed before.
  ///   - acceptsFault: whether the tests did not come to their end before either.
  init(_ run: TestRun, ignoring ignored: Set<String>, acceptsFault: Bool) {
    for result in run.results {
      switch result.status {
      case .passed: passedCount += ignored.contains(result.name) ? 0 : 1
      case .skipped: break
      case .failed, .crashed, .timedOut:
        if ignored.contains(result.name) { continue }
        let line = result.message.split(whereSeparator: \.isNewline).first.map(String.init) ?? result.status.rawValue
        failures.append((result.name, line))
      }
    }
    fault = acceptsFault ? nil : run.fault
  }

  var lines: [String] { (fault.map { [$0] } ?? []) + failures.map { "\($0.name): \($0.message)" } }
}
