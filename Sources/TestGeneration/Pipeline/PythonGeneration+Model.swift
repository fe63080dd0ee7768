internal import Characterization
internal import Mutation
internal import SourceText
internal import Tools
internal import Verification

extension PythonGeneration {
  /// What is known when a model is asked.
  struct Known {
    let project: PythonProject
    let selection: Selection
    let baseline: PythonBaseline
    let harvest: PythonHarvest
    let regions: PythonRegions
    let kept: [RecordingFilter.Kept]

    /// The mutants that live; nil where none can be turned on.
    let mutants: PythonLivingMutants?
  }

  /// What a model added.
  struct Proposed {
    /// All tests, those of before too, without those that state what the model disputes.
    var kept: [RecordingFilter.Kept]

    /// The mutants that each of the model's tests notices, by its index among all.
    var kills: [Int: Set<Int>]

    /// Where each test of before stood, by its index among all.
    var origins: [Int: Int]

    /// What became of each mutant; nil where none could be turned on.
    let statuses: [Int: MutantStatus]?
    let result: TestCodeStage.Result

    /// The mutants that each test notices, by its index among all.
    ///
    /// - Parameter before: those of the tests of before, by their index among these.
    func kills(besides before: [Int: Set<Int>]) -> [Int: Set<Int>] {
      var all = kills
      for (index, origin) in origins { if let killed = before[origin] { all[index] = killed } }
      return all
    }
  }

  /// Asks a model about what no test reaches or notices.
  func proposed(
    by model: GenerationModel, _ known: Known, until end: ContinuousClock.Instant?
  ) async throws -> Proposed {
    let (project, selection, regions) = (known.project, known.selection, known.regions.table)
    let tests = try testTexts(in: project)
    let style = PythonTestStyle(of: tests.values)
    let finder = PythonTargetFinder(selection: selection, harvest: known.harvest, regions: regions)
    let earner = EarningStage(selection: selection)
    var reached = earner.covered(by: PythonRegions.counted(known.baseline.imported), in: regions)
    reached.formUnion(earner.covered(by: PythonRegions.counted(known.baseline.covered), in: regions))
    for kept in known.kept { reached.formUnion(kept.recording.regions) }
    let lab = PythonLab(
      area: areas.recording, python: project.interpreter.path, roots: project.imports.roots(of: selection.paths),
      modules: known.harvest.modules.map(\.name) + PythonLab.testModules, files: selection.paths)
    let bench = PythonTestBench(
      reader: PythonProposalReader(project: project, harvest: known.harvest, style: style),
      recorder: PythonRecorder(lab: lab, regions: known.regions, seconds: 5), finder: finder, reached: reached,
      mutants: known.mutants, besides: Set(known.kept.flatMap(\.test.imports)))
    let task = PythonModelTask(
      agent: model.writer, harvest: known.harvest, style: style, sources: try sources(of: selection, in: project.area),
      tests: tests, recordings: known.kept.map(\.recording), limit: model.messageLimit)
    let result = try await TestCodeStage(model: model, form: .functions, paths: selection.paths)
      .run(at: bench, until: end, watch: watch) { try task.message($0) }
    var proposed = Proposed(
      kept: [], kills: [:], origins: [:], statuses: await bench.mutants?.statuses, result: result)
    let disputed = result.possibleBugs.map { Self.plain($0.text) }
    for (index, test) in known.kept.enumerated() {
      // No test states what the model says is wrong.
      if disputed.contains(where: { $0.contains(Self.plain(test.recording.candidate.call)) }) { continue }
      proposed.origins[proposed.kept.count] = index
      proposed.kept.append(test)
    }
    for (test, killed) in await bench.kept {
      if !killed.isEmpty { proposed.kills[proposed.kept.count] = killed }
      proposed.kept.append(test)
    }
    return proposed
  }

  /// A text without what two writers of the same call would write differently.
  private static func plain(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace }.map { $0 == "\"" ? "'" : $0 })
  }

  private func testTexts(in project: PythonProject) throws -> [RelativePath: String] {
    let paths = project.layout.modules.flatMap(\.sources).filter { file in
      PythonProject.isTestFile(file) && file.name != "conftest.py"
    }
    return try paths.prefix(50).reduce(into: [:]) { texts, path in
      texts[path] = String(decoding: try project.area.content(of: path, limit: 1 << 20) ?? [], as: UTF8.self)
    }
  }
}
