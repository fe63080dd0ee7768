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
    var asked = try await ask(Reach.units(of: green, limit: options.testLimit), from: 0, until: end)
    let again = Self.again(asked)
    if !again.isEmpty, !isLate() {
      let count = asked.count
      asked = asked.filter { !Self.isOpen($0) }
      asked += try await ask(again, from: count, until: end)
      // Whoever ends the runner takes those behind it along: each has one of its own.
      let first = count + again.count
      for (number, index) in asked.indices.filter({ asked[$0].result == nil }).prefix(Self.aloneLimit).enumerated()
      where !isLate() {
        asked[index] = try await ask([asked[index].names], from: first + number, until: end)[0]
      }
    }
    if isLate() { return (nil, [:], notes) }
    var units: [(unit: Reach.Unit, reached: [UInt8])] = []
    var failing: [String: String] = [:]
    for (names, result, path) in asked {
      guard let result, result.outcome == .passed else {
        let end = result.map { "\($0.outcome.rawValue) \($0.code) \($0.line)" } ?? "it ends what runs it"
        for name in names { failing[name] = end }
        if options.tests == nil {
          notes.append("\(names.joined(separator: ", ")) passes only together with others and is left out: \(end)")
        }
        continue
      }
      let reached = try lab.package.area.content(of: path, limit: 16 << 20) ?? []
      units.append((Reach.Unit(names: names, milliseconds: result.milliseconds), reached))
    }
    guard !units.isEmpty || options.tests != nil else {
      throw MutationError(.redTests, "no test passes by itself with the unchanged code; \(notes.first ?? "")")
    }
    return (Reach(units, count: build.plan.mutants.count), failing, notes)
  }

  /// Tests that were run together, with what came of them, nil for nothing, and the file that says what they reached.
  typealias Asked = (names: [String], result: RunnerResult?, path: RelativePath)

  /// Tests that have a program to themselves at most, after the one that they shared died.
  private static let aloneLimit = 50

  /// Runs groups of tests, each in a process of its own.
  ///
  /// - Parameter first: the number of the first group's file, which nothing has written to.
  private func ask(
    _ groups: [[String]], from first: Int, until end: ContinuousClock.Instant?
  ) async throws -> [Asked] {
    let commands = TestCommands(of: lab.package)
    let paths = try groups.indices.map { try RelativePath(Self.file(for: first + $0)) }
    let jobs = zip(groups, paths).enumerated().map { index, group in
      RunnerJob(
        id: index + 1, mutant: 0, milliseconds: 120_000, reached: "\(lab.package.area.path)/\(group.1)",
        commands: commands.commands(for: group.0))
    }
    // What tests of before have reached must not stand there.
    for path in paths { try lab.package.area.write([], to: path) }
    var results: [Int: RunnerResult] = [:]
    do {
      results = try await runner.run(jobs, until: end)
    } catch is MutationError where first > 0 {
      // That all tests give no result is told; of some that are run again it is their result.
    }
    return groups.indices.map { (groups[$0], results[$0 + 1], paths[$0]) }
  }

  /// Whether it is not known of each test what it does.
  static func isOpen(_ asked: Asked) -> Bool {
    guard let result = asked.result else { return true }
    return result.outcome != .passed && asked.names.count > 1
  }

  /// The tests that are to be run again, each by itself: those of a group that does not pass, and those that gave no result.
  static func again(_ asked: [Asked]) -> [[String]] { asked.filter(isOpen).flatMap(\.names).map { [$0] } }

  /// All tests together.
  private func baseline(until end: ContinuousClock.Instant?) async throws -> TestRun {
    var request = TestRequest(excluded: options.excluded, isBuilt: true)
    if let end { request.deadline = min(request.deadline, max(.seconds(1), ContinuousClock.now.duration(to: end))) }
    return try await lab.package.test(request)
  }

  private static func file(for index: Int) -> String { "\(MutationLab.scratch)/reached-\(index + 1)" }
}
