internal import Characterization
internal import Mutation
internal import SourceText
internal import SwiftSource
internal import Verification

/// Has mutmut or cosmic-ray make mutants of Python code, and sees which of them tests and recorded calls notice.
struct PythonMutationStage: Sendable {
  let selection: Selection
  let options: GenerationOptions

  /// A copy of the project that the program may change.
  let project: PythonProject

  /// Mutants, with what turns each of them on.
  struct Made: Sendable {
    var result: MutationStage.Result
    let keys: [Int: PythonMutants.Key]
    let program: PythonMutation.Program
  }

  /// The name of a file of tests that tests nothing, for projects without tests.
  private static let emptyTest = "test_fulcrum_nothing.py"

  /// Makes mutants and runs the project's own tests with them.
  ///
  /// - Parameters:
  ///   - red: tests that fail without mutants.
  ///   - hasTests: whether there is a test that passes.
  ///   - codeLines: lines that can run, in what was selected.
  /// - Throws: `MutationError` also when no program is installed.
  func own(
    besides red: [TestResult], hasTests: Bool, codeLines: Int, until end: ContinuousClock.Instant?
  ) async throws -> Made {
    let mutation = try await PythonMutation(in: project.area, python: project.interpreter.path)
    var tests = testFolders
    if !hasTests {
      let path = try RelativePath(Self.emptyTest)
      try project.area.write(Array("def test_nothing():\n    pass\n".utf8), to: path)
      tests = [path]
    }
    let made = try await mutation.run(task(tests, besides: hasTests ? red : []), deadline: budget(end, parts: 3))
    if !hasTests { try project.area.removeFile(try RelativePath(Self.emptyTest)) }
    var result = MutationStage.Result()
    result.mutants = made.results.mutants.filter { selection.contains($0.path, line: $0.startLine) }
    for mutant in result.mutants {
      let status = made.results.status(of: mutant)
      // Nobody has run it, and nobody has to where there are no tests.
      result.before[mutant.id] = hasTests ? status : .notCovered
    }
    result.after = result.before
    result.notes = made.results.notes + ["mutants are \(mutation.program.rawValue)'s"]
    if options.mutantLimit != nil {
      result.notes.append("\(mutation.program.rawValue) makes all mutants: a limit of their number does not hold here")
    }
    result.density = codeLines == 0 ? 0 : Double(result.mutants.count) * 100 / Double(codeLines)
    return Made(result: result, keys: made.keys, program: mutation.program)
  }

  /// Makes the recorded calls with mutants alive, where mutmut has put them beside each other.
  func trial(
    _ made: Made, against recordings: [Recording], regions: RegionTable,
    until end: ContinuousClock.Instant?, watch: @Sendable (GenerationProgress) -> Void
  ) async throws -> MutationStage.Result {
    var result = made.result
    let targets = targets(in: made)
    guard !targets.isEmpty, !recordings.isEmpty else { return result }
    watch(GenerationProgress("\(targets.count) mutants against \(recordings.count) recorded calls"))
    let lab = try lab
    let start = ContinuousClock.now
    let verdicts = try await PythonMutantTrial(lab: lab).run(
      targets, against: recordings, regions: regions, until: end)
    for (id, verdict) in verdicts {
      switch verdict {
      case .killed(let index):
        result.kills[index, default: []].insert(id)
        result.after[id] = .killed(by: [recordings[index].candidate.subject])
      case .timedOut(let index):
        result.kills[index, default: []].insert(id)
        result.after[id] = .timedOut
      case .survived: result.after[id] = .survived
      case .notReached: result.keep(id)
      }
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    result.notes.append(
      "\(verdicts.count) mutants met recorded calls, \(Int(Double(verdicts.count) / max(seconds, 0.001))) a second")
    return result
  }

  /// The mutants that nothing notices yet, for calls that are made later; nil where none can be turned on.
  ///
  /// - Parameter result: what became of all mutants until now.
  func living(
    _ made: Made, _ result: MutationStage.Result, regions: RegionTable, until end: ContinuousClock.Instant?
  ) throws -> PythonLivingMutants? {
    let targets = targets(in: made)
    guard !targets.isEmpty else { return nil }
    return PythonLivingMutants(lab: try lab, targets: targets, result, regions: regions, until: end)
  }

  /// What turns on each mutant that the project's own tests do not notice.
  private func targets(in made: Made) -> [PythonMutantTrial.Target] {
    made.result.mutants.compactMap { mutant in
      guard let key = made.keys[mutant.id],
        !(made.result.before[mutant.id].map(MutationStage.Result.isNoticed) ?? false)
      else { return nil }
      return PythonMutantTrial.Target(
        id: mutant.id, key: key.text, path: mutant.path, line: mutant.startLine, lines: key.lines)
    }
  }

  /// The copy as mutmut leaves it.
  private var lab: PythonLab {
    get throws {
      let imports = project.imports
      let modules = selection.paths.compactMap { imports.module(of: $0)?.name }
      return PythonLab(
        area: project.area, python: project.interpreter.path,
        roots: try imports.roots(of: selection.paths).map { root in
          try RelativePath("mutants" + (root.map { "/\($0)" } ?? ""))
        }, modules: modules + PythonLab.testModules, files: selection.paths)
    }
  }

  /// Runs the project's tests with the new ones against the mutants.
  ///
  /// - Parameter paths: the new files, which are in the copy too.
  func final(
    _ result: MutationStage.Result, with paths: [RelativePath], besides red: [TestResult], hasTests: Bool,
    until end: ContinuousClock.Instant?
  ) async throws -> MutationStage.Result {
    let mutation = try await PythonMutation(in: project.area, python: project.interpreter.path)
    let made = try await mutation.run(
      task(hasTests ? (testFolders + paths).uniqued : paths, besides: hasTests ? red : []),
      deadline: budget(end, parts: 1))
    let known = Dictionary(made.results.mutants.map { ($0.id, $0) }) { first, _ in first }
    let same = result.mutants.filter { known[$0.id] == $0 }
    var met = result.met(Dictionary(uniqueKeysWithValues: same.map { ($0.id, made.results.status(of: $0)) }))
    met.notes += made.results.notes.filter { !met.notes.contains($0) }
    return met
  }

  private func budget(_ end: ContinuousClock.Instant?, parts: Int) -> Duration {
    guard let end else { return .seconds(3600) }
    return max(.seconds(10), ContinuousClock.now.duration(to: end) / parts)
  }

  private func task(_ tests: [RelativePath], besides red: [TestResult]) -> PythonMutation.Task {
    let sources = project.layout.modules.filter { !$0.isTest }
    let roots = sources.flatMap { module -> [RelativePath] in
      // What lies in the project's own folder is copied file by file.
      module.path.map { [$0] } ?? module.sources.filter { !PythonProject.isTestFile($0) }
    }
    return PythonMutation.Task(
      files: selection.paths, sources: roots, tests: tests, excluded: red.map(\.name),
      roots: project.imports.roots(of: sources.flatMap(\.sources)))
  }

  /// Where the project's tests lie.
  private var testFolders: [RelativePath] {
    project.layout.modules.flatMap { module -> [RelativePath] in
      if module.isTest, let path = module.path { return [path] }
      return module.sources.filter(PythonProject.isTestFile)
    }.filter { $0.name != "conftest.py" }
  }
}
