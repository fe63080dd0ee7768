internal import SourceText
internal import Verification

/// Runs tests one by one with the unchanged code, and sees which mutants each reaches.
struct ReachMeasurement {
  let lab: MutationLab
  let build: MutationBuild
  let options: MutationRunOptions
  let runner: MutantRunner

  /// - Parameter end: when it stops; nil for no such moment.
  /// - Returns: nil for the reach when the time was up before all tests were run; the tests that do not pass by themselves, with
  ///   what they did; and a line for each thing that is worth telling.
  /// - Throws: `MutationError` when no test passes; `VerificationError`, `ProcessError`, `CancellationError`.
  func run(
    until end: ContinuousClock.Instant?
  ) async throws -> (reach: Reach?, failing: [String: String], notes: [String]) {
    let isLate = { end.map { ContinuousClock.now >= $0 } ?? false }
    var notes: [String] = []
    let green: [String]
    if let tests = options.tests {
      green = tests
    } else {
      let baseline = try await baseline(until: end)
      if isLate() { return (nil, [:], []) }
      green = baseline.results.filter { $0.status == .passed }.map(\.name)
      notes = baseline.results.filter { ![.passed, .skipped].contains($0.status) }.map {
        "\($0.name) fails with the unchanged code and is left out"
      }
      guard !green.isEmpty else {
        throw MutationError(
          .noTests, baseline.fault ?? "no test passes with the unchanged code, so none can notice a mutant")
      }
    }
    let groups = Reach.units(of: green, limit: options.testLimit)
    let commands = TestCommands(of: lab.package)
    let jobs = groups.enumerated().map { index, names in
      RunnerJob(
        id: index + 1, mutant: 0, milliseconds: 120_000,
        reached: "\(lab.package.area.path)/\(Self.file(for: index))", commands: commands.commands(for: names))
    }
    // What tests of before have reached must not stand there.
    for index in groups.indices { try lab.package.area.write([], to: RelativePath(Self.file(for: index))) }
    let results = try await runner.run(jobs, until: end)
    if isLate() { return (nil, [:], notes) }
    var units: [(unit: Reach.Unit, reached: [UInt8])] = []
    var failing: [String: String] = [:]
    for (index, names) in groups.enumerated() {
      guard let result = results[index + 1], result.outcome == .passed else {
        let end = results[index + 1].map { "\($0.outcome.rawValue) \($0.code) \($0.line)" } ?? "it was not run"
        for name in names { failing[name] = end }
        if options.tests == nil {
          notes.append("\(names.joined(separator: ", ")) passes only together with others and is left out: \(end)")
        }
        continue
      }
      let file = try RelativePath(Self.file(for: index))
      let reached = try lab.package.area.content(of: file, limit: 16 << 20) ?? []
      units.append((Reach.Unit(names: names, milliseconds: result.milliseconds), reached))
    }
    guard !units.isEmpty || options.tests != nil else {
      throw MutationError(.redTests, "no test passes by itself with the unchanged code; \(notes.first ?? "")")
    }
    return (Reach(units, count: build.plan.mutants.count), failing, notes)
  }

  /// All tests together.
  private func baseline(until end: ContinuousClock.Instant?) async throws -> TestRun {
    var request = TestRequest(excluded: options.excluded, isBuilt: true)
    if let end { request.deadline = min(request.deadline, max(.seconds(1), ContinuousClock.now.duration(to: end))) }
    return try await lab.package.test(request)
  }

  private static func file(for index: Int) -> String { "\(MutationLab.scratch)/reached-\(index + 1)" }
}
