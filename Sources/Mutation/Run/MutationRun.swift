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

  /// A mutant before it is run.
  private struct Pending {
    let mutant: Mutant

    /// The tests that reach it, the quickest first.
    let tests: [String]
    let milliseconds: Int
  }

  /// Mutants that are run between two words to whoever watches.
  private static let batchSize = 64

  /// Why a mutant was not run.
  private static let late = MutantStatus.ignored(reason: "there was no time left for it")

  /// Runs them.
  ///
  /// - Parameter watch: called between batches.
  /// - Throws: `MutationError` when there are no tests, or none that passes; `VerificationError`; `CancellationError`.
  package func run(watch: @Sendable (MutationProgress) -> Void = { _ in }) async throws -> MutationResults {
    let start = ContinuousClock.now
    let end = options.budget.map { start.advanced(by: $0) }
    let wanted = build.runnable.filter { options.mutants?.contains($0.id) ?? true }
    let measure = ReachMeasurement(lab: lab, build: build, options: options, runner: runner)
    let (reach, failing, notes) = try await measure.run(until: end)
    let measured = ContinuousClock.now
    var statuses = build.statuses
    var pending: [Pending] = []
    for mutant in wanted {
      guard let reach else {
        statuses[mutant.id] = Self.late
        continue
      }
      let (names, time) = reach.tests(reaching: mutant.id)
      if names.isEmpty {
        statuses[mutant.id] = .notCovered
      } else {
        pending.append(Pending(mutant: mutant, tests: names, milliseconds: options.limit(for: time)))
      }
    }
    sort(&pending)
    let total = pending.count
    var (killed, executed) = (0, 0)
    while !pending.isEmpty {
      try Task.checkCancellation()
      let batch = Array(pending.prefix(Self.batchSize))
      pending.removeFirst(batch.count)
      let found = try await outcomes(of: batch, until: end)
      killed += found.values.count { $0.isKilled }
      executed += found.count
      for entry in batch { statuses[entry.mutant.id] = found[entry.mutant.id] ?? Self.late }
      let done = total - pending.count
      let pace = measured.duration(to: .now) / done
      watch(MutationProgress(done: done, total: total, killed: killed, remaining: pace * pending.count))
    }
    return MutationResults(
      mutants: build.sources.mutants, statuses: statuses, codeLines: build.plan.codeLines, failing: failing,
      notes: notes, buildDuration: build.duration, baselineDuration: start.duration(to: measured),
      duration: measured.duration(to: .now), executed: executed)
  }

  /// Puts the mutants first of which it is wanted most to know.
  private func sort(_ pending: inout [Pending]) {
    guard !options.wanted.isEmpty else { return }
    func wanted(_ entry: Pending) -> (Double, Int) { (-(options.wanted[entry.mutant.id] ?? 0), entry.mutant.id) }
    pending.sort { wanted($0) < wanted($1) }
  }

  /// - Returns: by the mutants' numbers; those that there was no time for are missing.
  private func outcomes(of batch: [Pending], until end: ContinuousClock.Instant?) async throws -> [Int: MutantStatus] {
    let commands = TestCommands(of: lab.package)
    let jobs = batch.map { entry in
      RunnerJob(
        id: entry.mutant.id, mutant: entry.mutant.id, milliseconds: entry.milliseconds, reached: nil,
        commands: commands.commands(for: entry.tests))
    }
    var results = try await runner.run(jobs, until: end)
    let isLate = { end.map { ContinuousClock.now >= $0 } ?? false }
    // A mutant that ran out of time without having had the processor was kept waiting by others, or waits for ever: once more.
    let doubtful = jobs.filter { job in
      guard let result = results[job.id] else { return !isLate() }
      return result.outcome == .timeout && result.processorMilliseconds < job.milliseconds / 2
    }
    let again = doubtful.map { job in
      RunnerJob(
        id: job.id, mutant: job.mutant, milliseconds: job.milliseconds * 3, reached: nil, commands: job.commands)
    }
    // Where even that gives nothing, they stay what they seemed to be.
    do { results.merge(try await runner.run(again, until: end)) { $1 } } catch is MutationError {}
    var statuses: [Int: MutantStatus] = [:]
    for entry in batch {
      switch results[entry.mutant.id]?.outcome {
      case .passed?: statuses[entry.mutant.id] = .survived
      case .timeout?: statuses[entry.mutant.id] = .timedOut
      case .failed?, .signal?, .exit?:
        let test = results[entry.mutant.id]?.test(among: entry.tests)
        statuses[entry.mutant.id] = .killed(by: test.map { [$0] } ?? [])
      case nil where isLate(): break
      case nil: statuses[entry.mutant.id] = .ignored(reason: "the program that runs tests ended before it was run")
      }
    }
    return statuses
  }
}

extension MutationRunOptions {
  /// How long tests may take with a mutant that take so many milliseconds without.
  func limit(for milliseconds: Int) -> Int {
    let most = Double(milliseconds) * 1.5 + ceiling / .milliseconds(1)
    return max(Int(floor / .milliseconds(1)), Int(min(Double(milliseconds) * factor, most)))
  }
}
