internal import Git
internal import SourceText
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
    var result = try await test(.tests, project, [], excluding: passedAlready, measuresCoverage: measures)
    if measures, result.verdict == .passed, after.coverage == nil {
      // It may have been by chance that it could not be read.
      after.passedCount = 0
      result = try await test(.tests, project, [], measuresCoverage: true)
    }
    guard result.verdict == .passed, after.passedCount < before.passedCount else { return result }
    // A change that takes tests away would be green by that alone.
    return GateResult(
      .tests, .failed, ["\(after.passedCount) tests passed, where it were \(before.passedCount) before"],
      duration: result.duration)
  }

  /// The tests that a change reaches, or all where that cannot be told, for a commit that others follow at once.
  mutating func reachedTests(_ files: [FileVersions]) async throws -> GateResult {
    guard let project, baseline.hasTests else { return noTests(.affectedTests) }
    guard let names = affected(files) else { return try await test(.tests, project, []) }
    if names.isEmpty { return GateResult(.affectedTests, .passed, ["no test module depends on what changed"]) }
    return try await test(.affectedTests, project, names)
  }

  private func noTests(_ gate: Gate) -> GateResult {
    GateResult(gate, .skipped, [project == nil ? "nothing is known that tests the project" : "there are no tests"])
  }

  private mutating func test(
    _ gate: Gate, _ project: any ProjectAdapter, _ names: [String], excluding: [String] = [],
    measuresCoverage: Bool = false
  ) async throws -> GateResult {
    let start = ContinuousClock.now
    let moment = FileStamps.Moment.now
    var request = TestRequest(
      names: names, excluded: excluding, measuresCoverage: measuresCoverage, isBuilt: gates.contains(.build),
      deadline: testDeadline)
    let run = try await project.test(request)
    let rewritten = try await tree?.restore().filter { !baseline.rewritten.contains($0.string) } ?? []
    if measuresCoverage { after.coverage = run.coverage?.lines }
    var judgement = TestJudgement(run, ignoring: ignored, acceptsFault: baseline.isCutShort)
    after.passedCount += judgement.passedCount
    var lines: [String] = []
    if judgement.fault == nil, !judgement.failures.isEmpty {
      request.measuresCoverage = false
      request.isBuilt = true
      let unsteady = try await unsteadyTests(among: judgement.failures.map(\.name), of: request, project, since: moment)
      lines += unsteady.map { test in
        "\(test.name) failed, and passed when it was tried again; "
          + (test.isFlaky
            ? "it fails without the change too, and is flaky"
            : "in \(Self.runsBefore) runs without the change it never failed, so that the change made it unsteady")
      }
      let flaky = Set(unsteady.filter(\.isFlaky).map(\.name))
      judgement.failures.removeAll { flaky.contains($0.name) }
      baseline.flaky = Set(baseline.flaky).union(flaky).sorted()
      before.passedCount -= flaky.count
    }
    // What a failing test wrote down must not make it pass with the next step.
    if run.fault != nil || !lines.isEmpty || !judgement.failures.isEmpty {
      try await tree?.removeFiles(newerThan: moment)
    }
    if !rewritten.isEmpty {
      lines.append(
        "the tests changed \(RelativePath.list(rewritten)), which they did not do before: what they expect is kept there, it "
          + "seems, and does not hold any more")
    }
    let isRed = judgement.fault != nil || !judgement.failures.isEmpty || !rewritten.isEmpty
    return GateResult(
      gate, isRed ? .failed : .passed, judgement.lines + lines, duration: start.duration(to: .now))
  }
}

extension RelativePath {
  /// Some paths in a sentence.
  static func list(_ paths: [RelativePath]) -> String {
    let shown = paths.prefix(3).map { String(reflecting: $0.string) }.joined(separator: ", ")
    return paths.count > 3 ? "\(shown) and \(paths.count - 3) more" : shown
  }
}
