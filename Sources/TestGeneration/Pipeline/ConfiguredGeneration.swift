internal import SourceText
internal import Tools
package import Verification

/// Tests for a project in any language, which the user's own commands build, test and measure.
///
/// A model writes files of tests for it; without one it measures, and says what is worth testing.
package struct ConfiguredGeneration: ProjectGeneration {
  let area: WorkArea
  let commands: ProjectCommands
  let options: GenerationOptions

  /// Who writes tests; nil for nobody.
  let model: GenerationModel?
  let watch: @Sendable (GenerationProgress) -> Void

  /// Files of tests, and others, that a model may be shown a part of.
  private static let exampleLimit = 50
  private static let otherLimit = 200

  /// Bytes of a source at most.
  private static let sizeLimit = 8 << 20

  /// - Parameters:
  ///   - area: a copy of the project.
  ///   - commands: what builds, tests and measures it.
  ///   - model: who writes tests; nil for nobody.
  ///   - watch: is told how far the run is.
  package init(
    area: WorkArea, commands: ProjectCommands, options: GenerationOptions = GenerationOptions(),
    model: GenerationModel? = nil,
    watch: @escaping @Sendable (GenerationProgress) -> Void = { _ in }
  ) {
    self.area = area
    self.commands = commands
    self.options = options
    self.model = model
    self.watch = watch
  }

  package func plan(_ target: GenerationTarget) async throws -> [GenerationPlan] {
    let project = try ConfiguredProject.open(in: area, commands)
    return try SelectionStage.selections(of: target, in: project).map {
      GenerationPlan(layout: project.layout, selection: $0, framework: model == nil ? nil : .configured, place: "")
    }
  }

  package func run(_ target: GenerationTarget) async throws -> [GenerationReport] {
    let end = options.deadline.map { ContinuousClock.now.advanced(by: $0) }
    let project = try ConfiguredProject.open(in: area, commands)
    return try await SelectionStage.reports(
      of: SelectionStage.selections(of: target, in: project), until: end
    ) { try await generate(for: $0, in: project, until: end) }
  }

  private func generate(
    for selection: Selection, in project: ConfiguredProject, until end: ContinuousClock.Instant?
  ) async throws -> GenerationReport {
    var clock = StageClock()
    watch(GenerationProgress("the project is built and tested as it is"))
    let build = try await project.build()
    guard build.isSuccess else {
      throw TestGenerationError(
        .doesNotBuild, "the project does not build as it is: \(build.fault ?? build.tail); mend that first")
    }
    let baseline = try await project.test(TestRequest(measuresCoverage: true, isBuilt: true))
    guard baseline.coverage != nil || model == nil else {
      throw TestGenerationError(
        .noTarget, "nothing can be measured: \(baseline.notes.joined(separator: "; "))")
    }
    clock.lap("baseline")
    let sources = try selection.paths.map { path in
      (path: path, text: String(decoding: try area.content(of: path, limit: Self.sizeLimit) ?? [], as: UTF8.self))
    }
    let before = baseline.coverage?.restricted(to: selection)
    let trial = TestFileTrial(
      project: project, commands: commands, selection: selection, sources: sources, last: baseline,
      until: end)
    var proposed: TestCodeStage.Result?
    let objection = TestFileTrial.objection(to: baseline, hasResults: commands.results != nil)
    if let model, !commands.tests.isEmpty, objection == nil {
      let task = try task(for: model, sources: sources, in: project)
      proposed = try await TestCodeStage(model: model, form: .files, paths: selection.paths)
        .run(at: trial, until: end, watch: watch) { try task.message($0) }
      clock.lap("model")
    }
    let (last, kept) = await (trial.last, trial.kept)
    let after = last.coverage?.restricted(to: selection) ?? before
    let passed = { (run: TestRun) in run.results.count { $0.status == .passed } }
    var report = GenerationReport(
      project: project.layout.name, selection: selection.words, framework: commands.name,
      sandbox: "\(area.sandboxLevel)",
      before: GenerationReport.State(tests: passed(baseline), before, nil, statuses: nil),
      after: GenerationReport.State(tests: passed(last), after, nil, statuses: nil))
    report.red = baseline.results.filter { $0.status != .passed && $0.status != .skipped }
    report.tests = kept.map { file in
      GenerationReport.Test(
        name: file.path.name, subject: selection.words, path: file.path,
        body: file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), origin: .model,
        earnedRegions: file.gain, killed: [])
    }
    report.files = kept.map { GenerationReport.WrittenFile(path: $0.path, before: nil, after: $0.text) }
      .sorted { $0.path < $1.path }
    report.rejections = proposed?.rejections ?? []
    report.possibleBugs = proposed?.possibleBugs ?? []
    report.model = proposed?.use
    report.sources = sources.map { GenerationReport.Source(path: $0.path, text: $0.text, before, after) }
    if let after { report.uncovered = UncoveredTargets.ranked(in: after, sources: sources) }
    report.notes = baseline.notes + (baseline.fault.map { ["the project's own tests: \($0)"] } ?? [])
    if model == nil {
      report.notes.append(
        "tests for projects of configured commands are written by a model alone, and none is configured for it: "
          + "this measures, and says what is not covered")
    } else if let objection {
      report.notes.append("the model was not asked: \(objection)")
    } else if commands.tests.isEmpty {
      report.notes.append(
        "the model was not asked: `tests` of \(commands.name) in the configuration says of no file that it holds tests")
    }
    report.stages = clock.laps
    report.isCutShort = end.map { ContinuousClock.now >= $0 } ?? false
    return report
  }

  private func task(
    for model: GenerationModel, sources: [(path: RelativePath, text: String)], in project: ConfiguredProject
  ) throws -> TestFileTask {
    func files(_ paths: some Sequence<RelativePath>) throws -> [(path: RelativePath, text: String)] {
      try paths.compactMap { path in
        guard let bytes = try area.content(of: path, limit: Self.sizeLimit), !bytes.contains(0) else { return nil }
        return (path, String(decoding: bytes, as: UTF8.self))
      }
    }
    let known = Set(sources.map(\.path))
    let others = project.layout.modules.filter { !$0.isTest }.flatMap(\.sources).filter { !known.contains($0) }
    return TestFileTask(
      agent: model.writer, patterns: commands.tests, sources: sources,
      others: try files(others.prefix(Self.otherLimit)),
      tests: try files(project.layout.testModules.flatMap(\.sources).prefix(Self.exampleLimit)),
      limit: model.messageLimit)
  }
}
