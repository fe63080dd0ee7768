internal import Characterization
internal import Mutation
internal import Processes
internal import SourceText
internal import SwiftSource
package import Verification

/// Tests for a Swift package: from what the user named to files that compile, pass, repeat and have earned their place.
///
/// It works in the areas that it is given; the user's checkout is not among them.
package struct SwiftGeneration: ProjectGeneration {
  let areas: GenerationAreas
  let toolchain: SwiftToolchain
  let options: GenerationOptions
  let history: ChangeHistory

  /// Who writes tests besides the engines that need no model; nil for nobody.
  let model: GenerationModel?
  let watch: @Sendable (GenerationProgress) -> Void

  /// - Parameters:
  ///   - areas: copies of the project.
  ///   - toolchain: what builds it.
  ///   - history: how often files were changed, for the order of targets.
  ///   - model: who writes tests besides the engines that need none; nil for nobody.
  ///   - watch: is told how far the run is.
  package init(
    areas: GenerationAreas, toolchain: SwiftToolchain, options: GenerationOptions = GenerationOptions(),
    history: ChangeHistory = .unknown, model: GenerationModel? = nil,
    watch: @escaping @Sendable (GenerationProgress) -> Void = { _ in }
  ) {
    self.areas = areas
    self.toolchain = toolchain
    self.options = options
    self.history = history
    self.model = model
    let pace = RunPace(measuresMutation: options.measuresMutation)
    self.watch = { watch(pace.estimated($0)) }
  }

  /// Says what would be done; nothing is built.
  ///
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`.
  package func plan(_ target: GenerationTarget) async throws -> [GenerationPlan] {
    let package = try await SwiftPackage.open(in: areas.project, toolchain: toolchain, prepared: areas.prepared)
    let selections = try SelectionStage.selections(of: target, in: package)
    return try await SelectionStage.each(of: selections) { selection in
      try Self.checkLanguage(of: selection)
      let placement = try TestPlacement.find(for: selection.module, in: package, framework: options.framework)
      return GenerationPlan(
        layout: package.layout, selection: selection,
        framework: placement.style.dialect == .xctest ? .xctest : .swiftTesting,
        place: "the target \(placement.target)",
        targets: TargetRanking(selection, history: history)
          .targets(in: try harvest(selection, in: package), besides: nil))
    }.results
  }

  /// Writes tests.
  ///
  /// - Returns: a report for each module, in their order. The files are in the project's area.
  /// - Throws: `TestGenerationError`, `VerificationError`, `ProcessError`, `CharacterizationError`, `MutationError`,
  ///   `CancellationError`.
  package func run(_ target: GenerationTarget) async throws -> [GenerationReport] {
    let package = try await SwiftPackage.open(in: areas.project, toolchain: toolchain, prepared: areas.prepared)
    for area in [areas.recording, areas.trial] { try await package.fill(area, from: areas.prepared) }
    var restoration = try AreaRestoration(areas)
    let selections = try SelectionStage.selections(of: target, in: package)
    var (reports, leftOut) = try await SelectionStage.each(of: selections) { selection in
      do {
        let report = try await generate(for: selection)
        try restoration.restore(after: selection.module, report.files)
        return report
      } catch let error as TestGenerationError {
        try restoration.restore(after: selection.module, [])
        throw error
      }
    }
    if !reports.isEmpty { reports[0].notes += leftOut }
    return reports
  }

  private static func checkLanguage(of selection: Selection) throws {
    guard selection.module.isNative else {
      throw TestGenerationError(.noTarget, "\(selection.module.name) is not written in Swift")
    }
  }

  private func generate(for selection: Selection) async throws -> GenerationReport {
    var clock = StageClock()
    let end = options.deadline.map { ContinuousClock.now.advanced(by: $0) }
    try Self.checkLanguage(of: selection)
    watch(GenerationProgress("the package is built and tested as it is", .baseline))
    let whole = try await SwiftPackage.open(in: areas.project, toolchain: toolchain, prepared: areas.prepared)
    let placement = try TestPlacement.find(for: selection.module, in: whole, framework: options.framework)
    let focus = PackageFocus(whole.layout, module: selection.module.name)
    let package = try whole.focused(by: focus)
    let baseline = try await SwiftBaseline.measure(package)
    clock.lap("baseline")
    let coverage = baseline.run?.coverage
    let sources = try Self.sources(of: selection, in: package.area)
    let symbols = try await SymbolGraphExtraction(package: package).symbols(of: selection.module.name)
    let harvest = try harvest(selection, in: package)
    let ranking = TargetRanking(selection, history: history)
    let order = TargetOrder(ranking.targets(in: harvest, besides: coverage))
    let engine = ValueEngine(
      SwiftEngine(
        symbols: symbols, harvest: harvest, limits: SwiftEngine.Limits(total: options.candidateLimit), order: order))
    let lab = Lab(
      area: areas.recording, folder: areas.recording.path, module: selection.module.name,
      hiddenProperties: sources.reduce(into: []) { $0.formUnion(UnreadableProperties.names(in: $1.text)) },
      usesFoundation: sources.contains { $0.text.contains("import Foundation") })
    let recorded = try await RecordingStage(engines: [engine], recorder: Recorder(lab: lab), options: options)
      .run(besides: coverage?.restricted(to: selection), for: selection, until: end, watch: watch)
    clock.lap("calls")
    guard let regions = recorded.regions else {
      throw TestGenerationError(
        .noTarget, "there is nothing in \(selection.words) that can be called from a test: \(engine.reasons)")
    }
    let actors = symbols.symbols.filter { $0.kind == .actorType }.map(\.title)
    let maker = RecordedTest(
      dialect: placement.style.dialect, allowsExitTests: options.allowsExitTests, actors: Set(actors))
    let filter = RecordingFilter(selection: selection, maker: maker, laws: engine.laws)
    var (kept, filtered, possibleBugs) = filter.keep(recorded.recordings, regions: regions)
    var rejections = recorded.rejections + filtered
    var notes: [String] = []
    var mutation: MutationStage.Result?
    var living: LivingMutants?
    if options.measuresMutation {
      let trial = Lab(
        area: areas.trial, folder: areas.trial.path, module: selection.module.name, purpose: .mutants,
        hiddenProperties: lab.hiddenProperties, usesFoundation: lab.usesFoundation)
      do {
        let stage = MutationStage(selection: selection, options: options, order: order)
        let copy = try await SwiftPackage.open(in: areas.mutants, toolchain: toolchain, prepared: areas.prepared)
          .focused(by: focus)
        let (own, build) = try await stage.own(
          copy, besides: baseline.red, hasTests: baseline.passed > 0, until: end, watch: watch)
        let result = try await stage.trial(
          in: trial, build, against: kept.map(\.recording), regions: regions, adding: own, watch: watch)
        mutation = result
        living = LivingMutants(lab: trial, build: build, regions: regions, statuses: result.after)
      } catch let error as MutationError {
        notes.append("no mutants were made: \(error)")
      } catch let error as CharacterizationError {
        notes.append("no mutants met the calls: \(error)")
      }
      clock.lap("mutants")
    }
    let earner = EarningStage(selection: selection)
    var use: GenerationReport.ModelUse?
    if let model {
      let stage = ModelStage(
        model, asking: selection, symbols: symbols, harvest: engine.harvest, sources: sources, regions: regions,
        ranking: ranking.targets(in: harvest, besides: coverage), recorder: Recorder(lab: lab), filter: filter,
        maker: maker, placement: placement)
      let reached = kept.reduce(into: earner.covered(by: coverage, in: regions)) { $0.formUnion($1.recording.regions) }
      let proposed = try await stage.run(
        reached: reached, mutants: living, recordings: kept.map(\.recording), until: end, watch: watch)
      let joined = proposed.joined(to: kept, mutation?.kills ?? [:])
      kept = joined.kept
      mutation?.kills = joined.kills
      if let statuses = proposed.statuses { mutation?.after = statuses }
      rejections += proposed.rejections
      possibleBugs += proposed.possibleBugs
      use = proposed.use
      clock.lap("model")
    }
    let earning = earner.choose(kept, kills: mutation?.kills ?? [:], regions: regions, coverage: coverage)
    rejections += earning.rejections
    let written = try await RepetitionStage(package: package, placement: placement, focus: focus, options: options)
      .run(earning.earned, besides: baseline.red, watch: watch)
    rejections += written.rejections
    clock.lap("tests")
    let assembly = ReportAssembly(
      selection: selection, package: package, placement: placement, baseline: baseline, recorded: recorded,
      mutation: mutation, written: written, sources: sources, engine: engine,
      harvest: engine.harvest)
    var report = assembly.report()
    report.targets = ranking.targets(in: harvest, besides: written.run?.coverage ?? coverage)
    report.rejections = rejections
    report.possibleBugs = possibleBugs
    report.model = use
    report.stages = clock.laps
    report.notes += notes
    if let fault = baseline.run?.fault {
      report.notes.append("the tests that were there do not come to their end: \(fault)")
    }
    if !focus.leftOutTests.isEmpty {
      report.notes.append(
        "tests that do not depend on \(selection.module.name) by name were left out: "
          + focus.leftOutTests.joined(separator: ", "))
    }
    report.isCutShort = end.map { ContinuousClock.now >= $0 } ?? false
    return report
  }

  /// The selected files with their texts.
  private static func sources(of selection: Selection, in area: WorkArea) throws -> [(path: RelativePath, text: String)]
  {
    try selection.module.sources.filter { $0.fileExtension == "swift" }.map { path in
      (path, String(decoding: try area.content(of: path, limit: 8 << 20) ?? [], as: UTF8.self))
    }
  }

  /// What can be learnt from the module's sources, and from those that use it.
  private func harvest(_ selection: Selection, in package: SwiftPackage) throws -> ModuleHarvest {
    let area = package.area
    func text(_ path: RelativePath) throws -> String {
      String(decoding: try area.content(of: path, limit: 8 << 20) ?? [], as: UTF8.self)
    }
    let own = try Self.sources(of: selection, in: area)
    let users = package.layout.modules.filter { $0.dependencies.contains(selection.module.name) }
    let usages = try users.flatMap { $0.sources }.filter { $0.fileExtension == "swift" }
      .map { (path: $0.string, text: try text($0)) }
    let documents = try ["README.md", "Readme.md", "readme.md"].compactMap { name -> (path: String, text: String)? in
      let path = try RelativePath(name)
      return area.has(path) ? (name, try text(path)) : nil
    }
    return ModuleHarvest(
      sources: own.map { ($0.path.string, $0.text) }, usages: usages, documents: documents)
  }
}
