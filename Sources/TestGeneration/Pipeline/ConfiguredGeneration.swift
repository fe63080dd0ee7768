internal import SourceText
package import Verification

/// Tests for a project in any language, which the user's own commands build, test and measure.
///
/// Without an engine that writes whole files it measures, and says what is worth testing.
package struct ConfiguredGeneration: ProjectGeneration {
  let area: WorkArea
  let commands: ProjectCommands
  let engines: [any TestFileEngine]
  let options: GenerationOptions
  let watch: @Sendable (GenerationProgress) -> Void

  /// Examples of tests that an engine sees, and bytes of each at most.
  private static let exampleLimit = 3
  private static let sizeLimit = 8 << 20

  /// - Parameters:
  ///   - area: a copy of the project.
  ///   - commands: what builds, tests and measures it.
  ///   - engines: what may write files of tests; none without a model.
  ///   - watch: is told how far the run is.
  package init(
    area: WorkArea, commands: ProjectCommands, engines: [any TestFileEngine] = [],
    options: GenerationOptions = GenerationOptions(),
    watch: @escaping @Sendable (GenerationProgress) -> Void = { _ in }
  ) {
    self.area = area
    self.commands = commands
    self.engines = engines
    self.options = options
    self.watch = watch
  }

  package func plan(_ target: GenerationTarget) async throws -> [GenerationPlan] {
    let project = try ConfiguredProject.open(in: area, commands)
    return try SelectionStage.selections(of: target, in: project).map {
      GenerationPlan(layout: project.layout, selection: $0, framework: engines.isEmpty ? nil : .configured, place: "")
    }
  }

  package func run(_ target: GenerationTarget) async throws -> [GenerationReport] {
    let project = try ConfiguredProject.open(in: area, commands)
    var reports: [GenerationReport] = []
    for selection in try SelectionStage.selections(of: target, in: project) {
      reports.append(try await generate(for: selection, in: project))
    }
    return reports
  }

  private func generate(for selection: Selection, in project: ConfiguredProject) async throws -> GenerationReport {
    var clock = StageClock()
    let end = options.deadline.map { ContinuousClock.now.advanced(by: $0) }
    watch(GenerationProgress("the project is built and tested as it is"))
    let build = try await project.build()
    guard build.isSuccess else {
      throw TestGenerationError(
        .doesNotBuild, "the project does not build as it is: \(build.fault ?? build.tail); mend that first")
    }
    let baseline = try await project.test(TestRequest(measuresCoverage: true, isBuilt: true))
    guard baseline.coverage != nil || engines.isEmpty else {
      throw TestGenerationError(
        .noTarget, "nothing can be measured: \(baseline.notes.joined(separator: "; "))")
    }
    clock.lap("baseline")
    let sources = try selection.paths.map { path in
      (path: path, text: String(decoding: try area.content(of: path, limit: Self.sizeLimit) ?? [], as: UTF8.self))
    }
    let before = baseline.coverage?.restricted(to: selection)
    var trial = TestFileTrial(project: project, commands: commands, selection: selection, last: baseline)
    try await trial.run(
      engines, sources: sources, examples: try examples(in: project), rounds: options.rounds, until: end, watch: watch)
    if !engines.isEmpty { clock.lap("tests") }
    let after = trial.last.coverage?.restricted(to: selection) ?? before
    let passed = { (run: TestRun) in run.results.count { $0.status == .passed } }
    var report = GenerationReport(
      project: project.layout.name, selection: selection.words, framework: commands.name,
      sandbox: "\(area.sandboxLevel)",
      before: GenerationReport.State(tests: passed(baseline), before, nil, statuses: nil),
      after: GenerationReport.State(tests: passed(trial.last), after, nil, statuses: nil))
    report.red = baseline.results.filter { $0.status != .passed && $0.status != .skipped }
    report.tests = trial.kept.map { file in
      GenerationReport.Test(
        name: file.path.name, subject: selection.words, path: file.path,
        body: file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), origin: .model,
        earnedRegions: 0, killed: [])
    }
    report.files = trial.kept.map { GenerationReport.WrittenFile(path: $0.path, before: nil, after: $0.text) }
      .sorted { $0.path < $1.path }
    report.rejections = trial.rejections
    report.sources = sources.map { GenerationReport.Source(path: $0.path, text: $0.text, before, after) }
    if let after { report.uncovered = UncoveredTargets.ranked(in: after, sources: sources) }
    report.notes = baseline.notes + (baseline.fault.map { ["the project's own tests: \($0)"] } ?? [])
    if engines.isEmpty {
      report.notes.append(
        "tests for projects of configured commands are written by a model alone, and none is configured for it: "
          + "this measures, and says what is not covered")
    }
    report.stages = clock.laps
    report.isCutShort = end.map { ContinuousClock.now >= $0 } ?? false
    return report
  }

  /// Files of tests that are there.
  private func examples(in project: ConfiguredProject) throws -> [ProposedTestFile] {
    try project.layout.testModules.flatMap(\.sources).prefix(Self.exampleLimit).compactMap { path in
      try area.content(of: path, limit: Self.sizeLimit).map {
        ProposedTestFile(path: path, text: String(decoding: $0, as: UTF8.self))
      }
    }
  }
}
