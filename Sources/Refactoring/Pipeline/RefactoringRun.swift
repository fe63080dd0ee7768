internal import Editing
internal import Git
internal import SourceText
internal import Store
internal import Verification

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// One run: preconditions, a place, the baseline, the steps, the report.
package struct RefactoringRun: Sendable {
  let plan: ChangePlan
  let options: RunOptions
  let place: RunPlace
  let calls: RecordedBehaviour.Source?
  let progress: @Sendable (StepProgress) -> Void

  /// - Parameter calls: says what the gate `behaviour` calls; nil when nothing can.
  package init(
    _ plan: ChangePlan, _ options: RunOptions, in place: RunPlace, calls: RecordedBehaviour.Source? = nil,
    progress: @escaping @Sendable (StepProgress) -> Void = { _ in }
  ) {
    self.plan = plan
    self.options = options
    self.place = place
    self.calls = calls
    self.progress = progress
  }

  /// Carries the plan out, or the rest of it.
  ///
  /// - Throws: `RefactoringError`, `EditingError`, `GitError`, `VerificationError`, `ProcessError`, `CancellationError`. What is
  ///   committed stays, and a run with `resumes` goes on from there.
  package func run() async throws -> RefactoringReport {
    let start = ContinuousClock.now
    let began = Self.nanoseconds
    let (folder, reference) = try await openedFolder()
    var records = try self.records(in: folder)
    let begins = try isToBeginAnew(records)
    if begins { records = [] }
    let header: RunHeader
    if case .begun(let earlier)? = records.first { header = earlier } else { header = try await newHeader(reference) }
    let results = Self.results(of: records)
    let head = results.first ?? header.base
    let (notes, applied) = try await checked(header, isNew: records.isEmpty, results: results)
    // Not before it is known that this run can be begun: what an earlier one says of its branch would be lost.
    if begins { try folder.empty() }
    // A step may have taken away all that lay at a path.
    let scope = records.isEmpty ? options.steps.scope : []
    let workshop = try await Workshop.open(in: place, at: head, changing: scope, run: "refactor-\(plan.name)")
    var loop = StepLoop(
      plan, options.steps, in: workshop.place, index: workshop.index, gates: try await workshop.gates(options),
      folder: folder, committer: try await committer(takenUp: records.isEmpty ? nil : began), progress: progress)
    if records.isEmpty { try loop.note(.begun(header)) } else { try loop.resume(records) }
    if options.retriesLeft, loop.state.isFinished, loop.hasLeftSomething { try loop.note(.reopened) }
    if !loop.state.isFinished {
      let isBuilt = loop.state.baseline == nil
      if isBuilt { try loop.note(.baseline(try await baseline(of: loop.gates))) }
      loop.setGates(isBuilt: isBuilt, try await workshop.behaviour(of: loop.gates, calls))
      try await loop.run()
    }
    await remember(loop, header)
    var report = try await report(loop, header, notes, workshop, isResumed: !records.isEmpty, start: start)
    report.applied = applied
    return report
  }

  /// Says what the plan would change, and builds, tests and commits nothing.
  package func preview() async throws -> RefactoringReport {
    let start = ContinuousClock.now
    let base = try await place.repository.commit(named: options.base).id
    let notes = try await Preconditions(repository: place.repository, options: options).check(base: base)
    let workshop = try await Workshop.open(
      in: place, at: base, changing: options.steps.scope, run: "refactor-preview")
    let gates = GateRunner(nil, in: workshop.place.area, toolchain: nil, gates: [.parse])
    var loop = StepLoop(
      plan, options.steps, in: workshop.place, index: workshop.index, gates: gates, progress: progress)
    try await loop.run()
    let header = RunHeader(
      plan: plan.name, fingerprint: "", base: base, reference: "", author: Self.nobody, committer: Self.nobody,
      trust: Trust())
    var report = try await report(loop, header, notes, workshop, isResumed: false, start: start)
    let patch = try FileVersions.patch(of: Array(loop.previewed.values), nameLength: await place.writer.nameLength)
    report.difference = String(decoding: patch, as: UTF8.self)
    return report
  }

  private static let nobody = Signature(name: "", email: "", time: 0)

  private func baseline(of gates: GateRunner) async throws -> Baseline {
    try await BaselineStage(
      gates.project, gates: options.gates, runs: options.testRuns, allowsRed: options.allowsRed, tree: gates.tree
    ).run { progress(StepProgress($0)) }
  }

  /// Nanoseconds since 1970.
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  private func committer(takenUp: Int64?) async throws -> StepCommitter {
    let requirements = try await place.repository.commitRequirements(home: place.environment["HOME"])
    let signs = requirements.signsCommits && options.result == .branch
    return StepCommitter(
      place.writer, signing: signs ? SigningProgram(await place.repository.location) : nil,
      takenUp: takenUp)
  }

  private func report(
    _ loop: StepLoop, _ header: RunHeader, _ notes: [String], _ workshop: Workshop, isResumed: Bool,
    start: ContinuousClock.Instant
  ) async throws -> RefactoringReport {
    return RefactoringReport(
      plan: plan.name, summary: plan.summary, base: header.base, head: loop.state.head ?? header.base,
      reference: loop.state.commitCount > 0 ? header.reference : nil, isPreview: loop.folder == nil,
      isResumed: isResumed, baseline: loop.state.baseline, gates: options.gates, steps: loop.outcomes,
      failures: loop.state.failures, notes: notes + workshop.notes + loop.state.notes, stop: loop.stop,
      duration: start.duration(to: .now), difference: "",
      goal: try await ModelEngine.report(of: plan, after: loop.rounds.map(\.round)))
  }
}

extension StepLoop {
  /// Tells the gates of the baseline.
  ///
  /// - Parameter isBuilt: whether the project lies built in the area as the commit has it.
  mutating func setGates(isBuilt: Bool, _ behaviour: (any BehaviourProbe)?) {
    gates = GateRunner(
      gates.project, in: gates.area, toolchain: gates.toolchain, gates: gates.gates,
      baseline: state.baseline ?? Baseline(), behaviour: behaviour, tree: gates.tree,
      testDeadline: gates.testDeadline)
    gates.isBuilt = isBuilt
  }

  /// Measures what the next steps are held against, where that is not known from the steps before.
  mutating func prepareGates() async throws {
    guard !gates.isPrepared else { return }
    progress(StepProgress("measuring what the steps are held against"))
    try await gates.prepare(isBaseline: state.commitCount == 0)
  }
}
