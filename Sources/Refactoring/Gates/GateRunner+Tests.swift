internal import Git
internal import Verification

extension GateRunner {
  var ignored: Set<String> { Set(baseline.flaky).union(baseline.failing) }

  private func affected(_ files: [FileVersions]) -> [String]? {
    guard gates.contains(.affectedTests), let project else { return nil }
    return AffectedTests.modules(of: project.layout, changing: files.map(\.path))
  }

  mutating func affectedTests(_ files: [FileVersions]) async throws -> GateResult {
    guard let project, baseline.hasTests else { return noTests(.affectedTests) }
    guard let names = affected(files) else {
      return gates.contains(.tests)
        ? GateResult(.affectedTests, .skipped, ["all tests are run"]) : try await test(.affectedTests, project, [])
    }
    if names.isEmpty { return GateResult(.affectedTests, .passed, ["no test module depends on what changed"]) }
    after.passedCount = 0
    return try await test(.affectedTests, project, names)
  }

  mutating func allTests(_ files: [FileVersions]) async throws -> GateResult {
    guard let project, baseline.hasTests else { return noTests(.tests) }
    let measures = gates.contains(.coverage) && before.coverage != nil
    // Coverage is that of all tests in one run.
    let passedAlready = measures ? [] : affected(files) ?? []
    if passedAlready.isEmpty { after.passedCount = 0 }
    let result = try await test(.tests, project, [], excluding: passedAlready, measuresCoverage: measures)
    guard result.verdict == .passed, after.passedCount < before.passedCount else { return result }
    // A change that takes tests away would be green by that alone.
    return GateResult(
      .tests, .failed, ["\(after.passedCount) tests passed, where it were \(before.passedCount) before"],
      duration: result.duration)
  }

  private func noTests(_ gate: Gate) -> GateResult {
    GateResult(gate, .skipped, [project == nil ? "nothing is known that tests the project" : "there are no tests"])
  }

  private mutating func test(
    _ gate: Gate, _ project: any ProjectAdapter, _ names: [String], excluding: [String] = [],
    measuresCoverage: Bool = false
  ) async throws -> GateResult {
    let start = ContinuousClock.now
    let isBuilt = gates.contains(.build)
    let run = try await project.test(
      TestRequest(
        names: names, excluded: excluding, measuresCoverage: measuresCoverage, isBuilt: isBuilt, deadline: testDeadline)
    )
    if measuresCoverage { after.coverage = run.coverage?.lines }
    var judgement = TestJudgement(run, ignoring: ignored, acceptsFault: baseline.isCutShort)
    after.passedCount += judgement.passedCount
    var notes: [String] = []
    for _ in 0..<Self.retries where !judgement.failures.isEmpty && judgement.fault == nil {
      // What passes when it is tried again says nothing about the change.
      let again = try await project.test(
        TestRequest(names: judgement.failures.map(\.name), isBuilt: true, deadline: testDeadline))
      let passed = Set(again.results.filter { $0.status == .passed }.map(\.name))
      for failure in judgement.failures where passed.contains(failure.name) {
        notes.append("\(failure.name) is flaky: it failed, and passed when it was tried again")
        baseline.flaky = Set(baseline.flaky).union([failure.name]).sorted()
        before.passedCount -= 1
      }
      judgement.failures.removeAll { passed.contains($0.name) }
    }
    let isRed = judgement.fault != nil || !judgement.failures.isEmpty
    return GateResult(
      gate, isRed ? .failed : .passed, isRed ? judgement.lines : notes, duration: start.duration(to: .now))
  }
}
