internal import Characterization
internal import Mutation
internal import Processes
internal import SourceText
internal import Verification

/// Tests for a Python project: from what the user named to files of tests that pass, repeat and have earned their place.
///
/// It works in the areas that it is given; the user's checkout is not among them.
package struct PythonGeneration: ProjectGeneration {
  let areas: GenerationAreas
  let folders: [String]
  let options: GenerationOptions

  /// Who writes tests besides the engines that need no model; nil for nobody.
  let model: GenerationModel?
  let watch: @Sendable (GenerationProgress) -> Void

  /// - Parameters:
  ///   - areas: copies of the project.
  ///   - folders: absolute folders in which Python is looked for before the system's.
  ///   - model: who writes tests besides the engines that need none; nil for nobody.
  ///   - watch: is told how far the run is.
  package init(
    areas: GenerationAreas, searching folders: [String], options: GenerationOptions = GenerationOptions(),
    model: GenerationModel? = nil, watch: @escaping @Sendable (GenerationProgress) -> Void = { _ in }
  ) {
    self.areas = areas
    self.folders = folders
    self.options = options
    self.model = model
    self.watch = watch
  }

  package func plan(_ target: GenerationTarget) async throws -> [GenerationPlan] {
    let project = try await open(areas.project)
    return try Self.selections(of: target, in: project).usable.map { selection in
      let placements = try PythonTestPlacement.find(for: Self.modules(of: selection, in: project), in: project)
      return GenerationPlan(
        layout: project.layout, selection: selection, framework: .pytest,
        place: placements.map(\.path.string).joined(separator: ", "))
    }
  }

  package func run(_ target: GenerationTarget) async throws -> [GenerationReport] {
    let end = options.deadline.map { ContinuousClock.now.advanced(by: $0) }
    let project = try await open(areas.project)
    let selections = try Self.selections(of: target, in: project)
    return try await SelectionStage.reports(
      of: selections.usable, until: end, noting: selections.left.map { "\($0)" }
    ) { try await generate(for: $0, until: end) }
  }

  private func open(_ area: WorkArea) async throws -> PythonProject {
    try await PythonProject.open(in: area, searching: folders)
  }

  /// What tests can be written for, and why not for the rest.
  ///
  /// - Throws: `TestGenerationError` when nothing is left.
  private static func selections(
    of target: GenerationTarget, in project: PythonProject
  ) throws -> (usable: [Selection], left: [TestGenerationError]) {
    try usable(of: SelectionStage.selections(of: target, in: project)) { found in
      let files = found.files.filter { !PythonProject.isTestFile($0.key) && $0.key.fileExtension == "py" }
      guard !files.isEmpty else {
        throw TestGenerationError(.noTarget, "\(found.words) has no Python source that tests could be written for")
      }
      let selection = Selection(module: found.module, files: files, words: found.words)
      _ = try modules(of: selection, in: project)
      return selection
    }
  }

  /// Looks at each of several selections: one that no tests can be written for is no reason to write none for the others.
  ///
  /// - Throws: what the first one throws when all do.
  static func usable(
    of found: [Selection], _ look: (Selection) throws -> Selection
  ) throws -> (usable: [Selection], left: [TestGenerationError]) {
    var usable: [Selection] = []
    var left: [TestGenerationError] = []
    for selection in found {
      do {
        usable.append(try look(selection))
      } catch let error as TestGenerationError where error.code == .noTarget {
        left.append(error)
      }
    }
    if usable.isEmpty, let error = left.first { throw error }
    return (usable, left)
  }

  /// How the selected files are imported.
  private static func modules(of selection: Selection, in project: PythonProject) throws -> [String] {
    let imports = project.imports
    let names = selection.paths.compactMap { imports.module(of: $0)?.name }
    guard !names.isEmpty else {
      throw TestGenerationError(
        .noTarget, "\(selection.words) cannot be imported: no file of it has a name that Python could say")
    }
    return names
  }

  private func generate(
    for selection: Selection, until end: ContinuousClock.Instant?
  ) async throws -> GenerationReport {
    var clock = StageClock()
    watch(GenerationProgress("the project is tested as it is"))
    let project = try await open(areas.project)
    let names = try Self.modules(of: selection, in: project)
    let placements = try PythonTestPlacement.find(for: names, in: project)
    let baseline = try await PythonBaseline.measure(project, selection.paths)
    clock.lap("baseline")
    let limit = RunLimit(end, keeping: RunLimit.writing(after: clock.laps.reduce(.zero) { $0 + $1.duration }))
    let harvest = try await PythonHarvesting(project: project).harvest(selection.paths)
    let counted = PythonRegions.counted(baseline.covered.restricted(to: selection))
    let regions = PythonRegions(
      baseline.imported.restricted(to: selection),
      statements: Dictionary(harvest.modules.map { ($0.path, $0.statements) }) { first, _ in first })
    let engine = PythonEngine(harvest, selection: selection)
    let lab = PythonLab(
      area: areas.recording, python: project.interpreter.path, roots: project.imports.roots(of: selection.paths),
      modules: names, files: selection.paths)
    let pynguin = PynguinEngine(project: try await open(areas.trial), selection: selection, until: limit.search)
    let recorded = try await RecordingStage(
      engines: [engine, pynguin], recorder: PythonRecorder(lab: lab, regions: regions), options: options
    ).run(besides: counted, for: selection, until: limit.search, watch: watch)
    clock.lap("calls")
    let filter = RecordingFilter(selection: selection, maker: PythonRecordedTest(parameters: harvest.parameterNames))
    let (kept, filtered, _) = filter.keep(recorded.recordings, regions: regions.table)
    var rejections = recorded.rejections + filtered
    var possibleBugs = PythonPossibleBugs(wants: engine.wants).find(in: recorded.recordings)
    let doubted = Set(possibleBugs.map(\.text))
    var trusted = kept.filter { !doubted.contains(PythonPossibleBugs.text(of: $0.recording.candidate)) }
    var notes = harvest.faults
    var mutation: MutationStage.Result?
    var stage: PythonMutationStage?
    var living: PythonLivingMutants?
    if options.measuresMutation {
      watch(GenerationProgress("mutants are made, and met by the project's own tests"))
      let current = PythonMutationStage(
        selection: selection, options: options, project: try await open(areas.mutants))
      do {
        let made = try await current.own(
          besides: baseline.red, hasTests: baseline.passed > 0,
          codeLines: baseline.imported.restricted(to: selection).lines.total, until: limit.search)
        (mutation, stage) = (made.result, current)
        let result = try await current.trial(
          made, against: trusted.map(\.recording), regions: regions.table, until: limit.search, watch: watch)
        mutation = result
        living = try current.living(made, result, regions: regions.table, until: limit.search)
      } catch let error as MutationError {
        notes.append("no mutants were made: \(error)")
      } catch let error as CharacterizationError {
        // The copy for mutants has no files but sources, and not each module can be imported there.
        notes.append("no mutants met the calls: \(error)")
      }
      clock.lap("mutants")
    }
    var use: GenerationReport.ModelUse?
    if let model {
      let known = Known(
        project: project, selection: selection, baseline: baseline, harvest: harvest, regions: regions, kept: trusted,
        mutants: living)
      let proposed = try await self.proposed(by: model, known, until: limit.search)
      if let statuses = proposed.statuses { mutation?.after = statuses }
      let kills = proposed.kills(besides: mutation?.kills ?? [:])
      mutation?.kills = kills
      trusted = proposed.kept
      rejections += proposed.result.rejections
      possibleBugs += proposed.result.possibleBugs
      use = proposed.result.use
      clock.lap("model")
    }
    let earning = EarningStage(selection: selection)
      .choose(trusted, kills: mutation?.kills ?? [:], regions: regions.table, coverage: counted)
    rejections += earning.rejections
    let written = try await PythonRepetitionStage(
      project: project, elsewhere: try await open(areas.trial), placements: placements, options: options,
      end: end
    ).run(earning.earned, besides: baseline.red, watch: watch)
    rejections += written.rejections
    clock.lap("tests")
    if let result = mutation { mutation = result.kept(killed: Set(written.earned.flatMap(\.killed))) }
    if let stage, let result = mutation, !written.files.isEmpty {
      watch(GenerationProgress("the written tests meet the mutants"))
      for (path, text) in written.files { try stage.project.area.write(Array(text.utf8), to: path) }
      do {
        mutation = try await stage.final(
          result, with: written.files.keys.sorted(), besides: baseline.red, hasTests: baseline.passed > 0, until: end)
      } catch let error as MutationError {
        mutation = result.met([:])
        notes.append("the written tests did not meet the mutants: \(error)")
      }
      clock.lap("final mutants")
    }
    var report = PythonReportAssembly(
      selection: selection, project: project, baseline: baseline, recorded: recorded, mutation: mutation,
      written: written
    ).report(try sources(of: selection, in: project.area))
    report.rejections = rejections
    report.possibleBugs = possibleBugs
    report.model = use
    report.notes += notes
    if !written.files.isEmpty, let advice = try await importAdvice(project, written.files.keys.sorted()) {
      report.notes.append(advice)
    }
    report.stages = clock.laps
    report.isCutShort = end.map { ContinuousClock.now >= $0 } ?? false
    return report
  }

  func sources(of selection: Selection, in area: WorkArea) throws -> [(path: RelativePath, text: String)] {
    try selection.paths.map { path in
      (path, String(decoding: try area.content(of: path, limit: 8 << 20) ?? [], as: UTF8.self))
    }
  }

  /// What the user has to do so that the new tests find the project's code, if pytest alone does not.
  private func importAdvice(_ project: PythonProject, _ files: [RelativePath]) async throws -> String? {
    let result = try await project.area.run(
      [project.interpreter.path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only"]
        + files.map(\.string),
      variables: PythonProject.variables, deadline: .seconds(120))
    guard !result.isSuccess else { return nil }
    return "the tests find the project's code only when it is installed, such as by `pip install -e .`, "
      + "or when pytest's setting `pythonpath` names its folder"
  }
}
