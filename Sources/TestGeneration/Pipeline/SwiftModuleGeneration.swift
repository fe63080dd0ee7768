internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Verification

/// One module's way through the stages.
struct SwiftModuleGeneration {
  private let run: SwiftGeneration
  private let ground: SwiftGround
  private let limit: RunLimit
  private let engine: ValueEngine
  private let filter: RecordingFilter
  private let maker: RecordedTest
  private var clock: StageClock

  // What was found so far.
  private var recorded = RecordingStage.Result()
  private var kept: [RecordingFilter.Kept] = []
  private var rejections: [GenerationReport.Rejection] = []
  private var possibleBugs: [GenerationReport.PossibleBug] = []
  private var notes: [String] = []
  private var mutants: Mutants?
  private var use: GenerationReport.ModelUse?

  /// Whether the time was up before all was tried.
  private var isCutShort = false

  /// Mutants as far as they are known, and where they live.
  private struct Mutants {
    let lab: MutationLab
    let build: MutationBuild
    var result: MutationStage.Result

    /// The copy in which calls meet them; nil where none have met them.
    var trial: Lab?
  }

  /// Looks at the module.
  ///
  /// - Parameter end: when all is to be over; nil for no such moment.
  /// - Throws: as `SwiftGround.survey`.
  init(_ selection: Selection, of run: SwiftGeneration, until end: ContinuousClock.Instant?) async throws {
    self.run = run
    clock = StageClock()
    ground = try await SwiftGround.survey(selection, for: run)
    clock.lap("baseline")
    let taken = clock.laps.reduce(.zero) { $0 + $1.duration }
    limit = RunLimit(end, keeping: RunLimit.writing(after: taken))
    engine = ValueEngine(
      SwiftEngine(
        symbols: ground.symbols, harvest: ground.harvest,
        limits: SwiftEngine.Limits(total: run.options.candidateLimit), order: ground.order))
    let symbols = ground.symbols.symbols
    maker = RecordedTest(
      dialect: ground.placement.style.dialect, allowsExitTests: run.options.allowsExitTests,
      actors: Set(symbols.filter { $0.kind == .actorType }.map(\.title)),
      types: Set(symbols.filter { $0.kind.isType }.map(\.title)))
    filter = RecordingFilter(selection: selection, maker: maker, laws: engine.laws, contract: run.options.contract)
  }

  private var selection: Selection { ground.selection }

  private var isLate: Bool { limit.end.map { ContinuousClock.now >= $0 } ?? false }

  private var recorder: Recorder {
    Recorder(lab: ground.lab(in: run.areas.recording, for: .recording), contract: run.options.contract.touches)
  }

  /// Goes through the stages.
  ///
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`, `CharacterizationError`, `CancellationError`.
  mutating func report() async throws -> GenerationReport {
    try await record()
    if let regions = recorded.regions {
      if run.options.measuresMutation { try await meetMutants(regions) }
      if let model = run.model { try await ask(model, regions) }
    }
    isCutShort = limit.isSearchOver
    let (written, confirmation) = try await write()
    return report(written, confirmation)
  }

  // MARK: Stages

  /// Makes calls, and keeps those of which tests can be made.
  private mutating func record() async throws {
    let stage = RecordingStage(engines: [engine], recorder: recorder, options: run.options)
    recorded = try await stage.run(
      besides: ground.coverage?.restricted(to: selection), for: selection, until: limit.search, watch: run.watch)
    if recorded.regions == nil, !limit.isSearchOver {
      guard run.model != nil else {
        throw TestGenerationError(
          .noTarget, "there is nothing in \(selection.words) that can be called from a test: \(engine.reasons)")
      }
      // A model may know how to call what no engine can.
      recorded.regions = try await recorder.record([]).regions
    }
    rejections += recorded.rejections
    if let regions = recorded.regions {
      let filtered = filter.keep(recorded.recordings, regions: regions)
      kept = filtered.kept
      rejections += filtered.rejections
      possibleBugs += filtered.possibleBugs
    }
    clock.lap("calls")
  }

  /// Has mutants meet own tests and recorded calls.
  ///
  /// What is wrong with mutants is no reason to write no tests.
  private mutating func meetMutants(_ regions: RegionTable) async throws {
    guard !limit.isSearchOver else { return notes.append("no mutants were made: the time was up") }
    let (areas, baseline) = (run.areas, ground.baseline)
    do {
      let stage = MutationStage(selection: selection, options: run.options, order: ground.order)
      let copy = try await SwiftPackage.open(in: areas.mutants, toolchain: run.toolchain, prepared: areas.prepared)
      let lab = MutationLab(package: try copy.focused(by: ground.focus))
      let (own, build) = try await stage.own(
        in: lab, besides: baseline.red, hasTests: baseline.passed > 0, until: limit.search, watch: run.watch)
      mutants = Mutants(lab: lab, build: build, result: own)
      let trial = ground.lab(in: areas.trial, for: .mutants)
      let result = try await stage.trial(
        in: trial, build, against: kept.map(\.recording), regions: regions, adding: own, until: limit.search,
        watch: run.watch)
      mutants = Mutants(lab: lab, build: build, result: result, trial: trial)
    } catch let error as MutationError {
      notes.append("no mutants were made: \(error)")
    } catch let error as CharacterizationError {
      notes.append("no mutants met the calls: \(error)")
    }
    clock.lap("mutants")
  }

  private mutating func ask(_ model: GenerationModel, _ regions: RegionTable) async throws {
    let stage = ModelStage(
      model, asking: selection, symbols: ground.symbols, harvest: engine.harvest, sources: ground.sources,
      regions: regions, ranking: ground.ranking.targets(in: ground.harvest, besides: ground.coverage),
      recorder: recorder, filter: filter, maker: maker, placement: ground.placement)
    let before = EarningStage(selection: selection).covered(by: ground.coverage, in: regions)
    let living = mutants.flatMap { mutants in
      mutants.trial.map {
        LivingMutants(
          lab: $0, build: mutants.build, regions: regions, statuses: mutants.result.after,
          until: limit.search)
      }
    }
    let proposed = try await stage.run(
      reached: kept.reduce(into: before) { $0.formUnion($1.recording.regions) }, mutants: living,
      recordings: kept.map(\.recording), until: limit.search, watch: run.watch)
    let joined = proposed.joined(to: kept, mutants?.result.kills ?? [:])
    kept = joined.kept
    mutants?.result.kills = joined.kills
    if let statuses = proposed.statuses { mutants?.result.after = statuses }
    rejections += proposed.rejections
    possibleBugs += proposed.possibleBugs
    use = proposed.use
    clock.lap("model")
  }

  /// Chooses tests, writes them, and lets those stay that hold.
  private mutating func write() async throws -> (RepetitionStage.Result, ConfirmationStage.Result?) {
    var earned: [EarningStage.Earned] = []
    if let regions = recorded.regions {
      let earning = EarningStage(selection: selection)
        .choose(kept, kills: mutants?.result.kills ?? [:], regions: regions, coverage: ground.coverage)
      earned = earning.earned
      rejections += earning.rejections
    }
    let stage = RepetitionStage(
      package: ground.package, placement: ground.placement, focus: ground.focus, options: run.options, end: limit.end)
    let written = try await stage.run(earned, besides: ground.baseline.red, watch: run.watch)
    rejections += written.rejections
    clock.lap("tests")
    guard let confirmation = try await confirm(written), let mutants else { return (written, nil) }
    // What is left is a part of what has passed all runs, and waits for no limit.
    var whole = stage
    whole.end = nil
    let (unlimited, files, red, watch) = (whole, written.files, ground.baseline.red, run.watch)
    let confirmed = ConfirmedTests(confirmation: confirmation, isLate: isLate)
    let settled = try await confirmed.settle(written) {
      try await unlimited.run($0, besides: red, replacing: files, watch: watch)
    } restoring: {
      try stage.restore(written)
    }
    rejections += settled.rejections
    clock.lap("confirmation")
    guard settled.written.earned.count < written.earned.count else { return (settled.written, confirmation) }
    return (settled.written, confirmation.left(with: settled.written.earned, of: mutants.result.byCalls))
  }

  /// Has the written tests meet mutants; nil where there are none, or no time.
  private mutating func confirm(_ written: RepetitionStage.Result) async throws -> ConfirmationStage.Result? {
    guard let mutants, mutants.trial != nil else { return nil }
    guard !isLate || written.earned.isEmpty else {
      notes.append("the written tests did not meet the mutants: the time was up")
      return nil
    }
    do {
      return try await ConfirmationStage(
        lab: mutants.lab, build: mutants.build, placement: ground.placement, focus: ground.focus
      ).run(written, after: mutants.result, until: limit.end, watch: run.watch)
    } catch let error as MutationError {
      notes.append("the written tests did not meet the mutants: \(error)")
      return nil
    }
  }

  // MARK: Report

  private func report(
    _ written: RepetitionStage.Result, _ confirmation: ConfirmationStage.Result?
  ) -> GenerationReport {
    let assembly = ReportAssembly(
      selection: selection, package: ground.package, placement: ground.placement, baseline: ground.baseline,
      recorded: recorded, mutation: mutants?.result, confirmation: confirmation, written: written,
      sources: ground.sources, harvest: engine.harvest)
    var report = assembly.report()
    report.targets = ground.ranking.targets(in: ground.harvest, besides: written.run?.coverage ?? ground.coverage)
    report.rejections = rejections
    report.possibleBugs = possibleBugs
    report.model = use
    report.stages = clock.laps
    report.notes += notes
    if let fault = ground.baseline.run?.fault {
      report.notes.append("the tests that were there do not come to their end: \(fault)")
    }
    if !ground.focus.leftOutTests.isEmpty {
      report.notes.append(
        "tests that do not depend on \(selection.module.name) by name were left out: "
          + ground.focus.leftOutTests.joined(separator: ", "))
    }
    report.isCutShort = isCutShort || isLate
    return report
  }
}
