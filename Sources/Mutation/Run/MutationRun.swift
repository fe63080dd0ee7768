internal import SourceText
internal import Verification

/// Runs the mutants of a lab through the package's own tests.
///
/// Each mutant is met by the tests that reach it and no others, in a process of its own, and the first that fails ends it.
package struct MutationRun {
  private let lab: MutationLab
  private let build: MutationBuild
  private let options: MutationRunOptions
  private let runner: MutantRunner

  package init(lab: MutationLab, build: MutationBuild, options: MutationRunOptions = MutationRunOptions()) {
    self.lab = lab
    self.build = build
    self.options = options
    runner = MutantRunner(
      area: lab.package.area, readable: [lab.package.toolchain.root], width: options.width)
  }

  /// Mutants that are run between two looks at the clock and two words to whoever watches.
  private static let batchSize = 64

  /// Runs them.
  ///
  /// - Parameter watch: called between batches.
  /// - Throws: `MutationError` when there are no tests, or none that passes; `VerificationError`; `CancellationError`.
  package func run(watch: @Sendable (MutationProgress) -> Void = { _ in }) async throws -> MutationResults {
    let start = ContinuousClock.now
    let (reach, notes) = try await measure()
    let measured = ContinuousClock.now
    var statuses = build.statuses
    var pending: [(mutant: Mutant, tests: [String], milliseconds: Int)] = []
    for mutant in build.runnable {
      let (names, time) = reach.tests(reaching: mutant.id)
      if names.isEmpty { statuses[mutant.id] = .notCovered } else { pending.append((mutant, names, limit(time))) }
    }
    if !options.wanted.isEmpty {
      func wanted(_ entry: (mutant: Mutant, tests: [String], milliseconds: Int)) -> (Double, Int) {
        (-(options.wanted[entry.mutant.id] ?? 0), entry.mutant.id)
      }
      pending.sort { wanted($0) < wanted($1) }
    }
    let total = pending.count
    var killed = 0
    while !pending.isEmpty {
      try Task.checkCancellation()
      if let budget = options.budget, start.duration(to: .now) > budget {
        for entry in pending { statuses[entry.mutant.id] = .ignored(reason: "there was no time left for it") }
        break
      }
      let batch = Array(pending.prefix(Self.batchSize))
      pending.removeFirst(batch.count)
      let found = try await outcomes(of: batch)
      killed += found.values.count { $0.isKilled }
      statuses.merge(found) { $1 }
      let done = total - pending.count
      let pace = measured.duration(to: .now) / done
      watch(MutationProgress(done: done, total: total, killed: killed, remaining: pace * pending.count))
    }
    return MutationResults(
      mutants: build.sources.mutants, statuses: statuses, codeLines: build.plan.codeLines, notes: notes,
      buildDuration: build.duration, baselineDuration: start.duration(to: measured),
      duration: measured.duration(to: .now), executed: total - pending.count)
  }

  private func limit(_ milliseconds: Int) -> Int {
    max(Int(options.floor / .milliseconds(1)), Int(Double(milliseconds) * options.factor))
  }

  private func outcomes(
    of batch: [(mutant: Mutant, tests: [String], milliseconds: Int)]
  ) async throws -> [Int: MutantStatus] {
    let commands = TestCommands(of: lab.package)
    let jobs = batch.map { entry in
      RunnerJob(
        id: entry.mutant.id, mutant: entry.mutant.id, milliseconds: entry.milliseconds, reached: nil,
        commands: commands.commands(for: entry.tests))
    }
    var results = try await runner.run(jobs)
    // A mutant that ran out of time without having had the processor was kept waiting by others, or waits for ever: once more.
    let doubtful = jobs.filter { job in
      guard let result = results[job.id] else { return true }
      return result.outcome == .timeout && result.processorMilliseconds < job.milliseconds / 2
    }
    let again = doubtful.map { job in
      RunnerJob(
        id: job.id, mutant: job.mutant, milliseconds: job.milliseconds * 3, reached: nil, commands: job.commands)
    }
    // Where even that gives nothing, they stay what they seemed to be.
    do { results.merge(try await runner.run(again)) { $1 } } catch is MutationError {}
    var statuses: [Int: MutantStatus] = [:]
    for entry in batch {
      switch results[entry.mutant.id]?.outcome {
      case .passed?: statuses[entry.mutant.id] = .survived
      case .timeout?: statuses[entry.mutant.id] = .timedOut
      case .failed?, .signal?, .exit?:
        let test = results[entry.mutant.id]?.test(among: entry.tests)
        statuses[entry.mutant.id] = .killed(by: test.map { [$0] } ?? [])
      case nil: statuses[entry.mutant.id] = .ignored(reason: "the program that runs tests ended before it was run")
      }
    }
    return statuses
  }

  /// Runs all tests with the unchanged code, then each by itself to see what it reaches.
  private func measure() async throws -> (reach: Reach, notes: [String]) {
    let request = TestRequest(excluded: options.excluded, isBuilt: true)
    let baseline = try await lab.package.test(request)
    let green = baseline.results.filter { $0.status == .passed }.map(\.name)
    var notes = baseline.results.filter { ![.passed, .skipped].contains($0.status) }.map {
      "\($0.name) fails with the unchanged code and is left out"
    }
    guard !green.isEmpty else {
      throw MutationError(
        .noTests, baseline.fault ?? "no test passes with the unchanged code, so none can notice a mutant")
    }
    let groups = Reach.units(of: green, limit: options.testLimit)
    let commands = TestCommands(of: lab.package)
    let folder = "\(lab.package.area.path)/\(MutationLab.scratch)"
    let jobs = groups.enumerated().map { index, names in
      RunnerJob(
        id: index + 1, mutant: 0, milliseconds: 120_000, reached: "\(folder)/reached-\(index + 1)",
        commands: commands.commands(for: names))
    }
    let results = try await runner.run(jobs)
    var units: [(unit: Reach.Unit, reached: [UInt8])] = []
    for (index, names) in groups.enumerated() {
      let file = try RelativePath("\(MutationLab.scratch)/reached-\(index + 1)")
      guard let result = results[index + 1], result.outcome == .passed else {
        let end = results[index + 1].map { "\($0.outcome.rawValue) \($0.code) \($0.line)" } ?? "it was not run"
        notes.append("\(names.joined(separator: ", ")) passes only together with others and is left out: \(end)")
        continue
      }
      let reached = try lab.package.area.content(of: file, limit: 16 << 20) ?? []
      units.append((Reach.Unit(names: names, milliseconds: result.milliseconds), reached))
    }
    guard !units.isEmpty else {
      throw MutationError(.redTests, "no test passes by itself with the unchanged code; \(notes.first ?? "")")
    }
    return (Reach(units, count: build.plan.mutants.count), notes)
  }
}
